/* vdt-guidebook.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-guidebook.h"

#include "vdt-time.h"

/**
 * VdtGuidebook:
 *
 * A document that became proposed tasks. Nothing of it is used before a person has
 * activated it.
 *
 * States: `pending`, `active`, `inactive`.
 */
struct _VdtGuidebook
{
  VdtRecord   parent_instance;

  char       *id;
  char       *title;
  char       *file_name;
  char       *sha256;  /* of the file */
  char       *state;
  gint64      imported_at;
  char       *author;
  GListStore *entries;
};

G_DEFINE_FINAL_TYPE (VdtGuidebook, vdt_guidebook, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtGuidebook, id) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtGuidebook, title) },
  { "file-name", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtGuidebook, file_name) },
  { "sha256", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtGuidebook, sha256) },
  { "state", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtGuidebook, state) },
  { "imported-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtGuidebook, imported_at) },
  { "author", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtGuidebook, author) },
  { "entries", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtGuidebook, entries), vdt_guidebook_entry_get_type },
};

static void
vdt_guidebook_class_init (VdtGuidebookClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_guidebook_init (VdtGuidebook *self)
{
}

VdtGuidebook *
vdt_guidebook_new (const char *title)
{
  g_autofree char *id = g_uuid_string_random ();

  return g_object_new (VDT_TYPE_GUIDEBOOK, "id", id, "title", title, "state", "pending",
                       "imported-at", VDT_TIME_UNSET, NULL);
}

const char *
vdt_guidebook_get_id (VdtGuidebook *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK (self), NULL);

  return self->id;
}

const char *
vdt_guidebook_get_title (VdtGuidebook *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK (self), NULL);

  return self->title;
}

const char *
vdt_guidebook_get_file_name (VdtGuidebook *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK (self), NULL);

  return self->file_name;
}

const char *
vdt_guidebook_get_sha256 (VdtGuidebook *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK (self), NULL);

  return self->sha256;
}

const char *
vdt_guidebook_get_state (VdtGuidebook *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK (self), NULL);

  return self->state;
}

gint64
vdt_guidebook_get_imported_at (VdtGuidebook *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK (self), VDT_TIME_UNSET);

  return self->imported_at;
}

const char *
vdt_guidebook_get_author (VdtGuidebook *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK (self), NULL);

  return self->author;
}

GListModel *
vdt_guidebook_get_entries (VdtGuidebook *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK (self), NULL);

  return G_LIST_MODEL (self->entries);
}

/**
 * vdt_guidebook_add_entry:
 * @self: a guidebook
 * @entry: its next entry; gets its number
 */
void
vdt_guidebook_add_entry (VdtGuidebook      *self,
                         VdtGuidebookEntry *entry)
{
  guint number;
  g_autofree char *id = NULL;

  g_return_if_fail (VDT_IS_GUIDEBOOK (self));
  g_return_if_fail (VDT_IS_GUIDEBOOK_ENTRY (entry));

  number = g_list_model_get_n_items (G_LIST_MODEL (self->entries)) + 1;
  id = g_strdup_printf ("%s/%u", self->id, number);
  vdt_record_set_text (entry, "id", id);
  vdt_record_set_text (entry, "guidebook-id", self->id);
  vdt_record_set_count (entry, "number", number);
  g_list_store_append (self->entries, entry);
}
