/* vdt-kept.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kept.h"

#include <string.h>

#include "vdt-hash.h"
#include "vdt-time.h"

/**
 * VdtKept:
 *
 * What an analyst keeps with an incident. Of evidence, the text is exactly what was
 * selected and the hash that of its bytes, so that anyone can check later that it is
 * the same. An event of the analyst's own has a time and words, and no text.
 */
struct _VdtKept
{
  VdtRecord  parent_instance;

  char      *id;  /* fact id, `K:` and 16 hex digits */
  char      *kind;  /* `text`, `evidence`, `indicator`, `row` or `event` */
  char      *title;  /* what a person calls it */
  char      *text;  /* exactly what was selected; NULL for an event */
  char      *note;  /* why it was kept */
  char      *sha256;  /* of the bytes of text */
  char      *source_id;  /* fact id of what it was selected from, or NULL */
  char      *source;  /* where it came from, in words: a field, a query, a script */
  char      *asset;  /* name of the thing that an event is about */
  char      *technique;  /* ATT&CK id that an event shows */
  gint64     at;  /* when it happened */
  gint64     kept_at;  /* when it was kept */
  char      *author;  /* who kept it */
  gboolean   deleted;  /* taken back; kept for the log */
};

G_DEFINE_FINAL_TYPE (VdtKept, vdt_kept, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtKept, id) },
  { "kind", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtKept, kind) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtKept, title) },
  { "text", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtKept, text) },
  { "note", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtKept, note) },
  { "sha256", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtKept, sha256) },
  { "source-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtKept, source_id) },
  { "source", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtKept, source) },
  { "asset", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtKept, asset) },
  { "technique", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtKept, technique) },
  { "at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtKept, at) },
  { "kept-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtKept, kept_at) },
  { "author", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtKept, author) },
  { "deleted", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtKept, deleted) },
};

static void
vdt_kept_class_init (VdtKeptClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_kept_init (VdtKept *self)
{
}

/**
 * vdt_kept_new:
 * @kind: `text`, `evidence`, `indicator` or `row`
 * @title: what to call it
 * @text: exactly what was selected
 *
 * Returns: (transfer full): a record without id, author and time of keeping, which
 *   the store gives it, and with its SHA-256
 */
VdtKept *
vdt_kept_new (const char *kind,
              const char *title,
              const char *text)
{
  g_autofree char *sha256 = NULL;

  g_return_val_if_fail (kind != NULL && title != NULL && text != NULL, NULL);

  sha256 = vdt_sha256_hex (text, (gssize) strlen (text));

  return g_object_new (VDT_TYPE_KEPT,
                       "kind", kind,
                       "title", title,
                       "text", text,
                       "sha256", sha256,
                       NULL);
}

/**
 * vdt_kept_new_event:
 * @title: what happened
 * @at: when, µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): an event of the analyst's own
 */
VdtKept *
vdt_kept_new_event (const char *title,
                    gint64      at)
{
  g_return_val_if_fail (title != NULL, NULL);

  return g_object_new (VDT_TYPE_KEPT, "kind", "event", "title", title, "at", at, NULL);
}

const char *
vdt_kept_get_id (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->id;
}

const char *
vdt_kept_get_kind (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->kind;
}

const char *
vdt_kept_get_title (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->title;
}

const char *
vdt_kept_get_text (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->text;
}

const char *
vdt_kept_get_note (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->note;
}

const char *
vdt_kept_get_sha256 (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->sha256;
}

const char *
vdt_kept_get_source_id (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->source_id;
}

const char *
vdt_kept_get_source (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->source;
}

const char *
vdt_kept_get_asset (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->asset;
}

const char *
vdt_kept_get_technique (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->technique;
}

gint64
vdt_kept_get_at (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), VDT_TIME_UNSET);

  return self->at;
}

gint64
vdt_kept_get_kept_at (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), VDT_TIME_UNSET);

  return self->kept_at;
}

const char *
vdt_kept_get_author (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), NULL);

  return self->author;
}

gboolean
vdt_kept_get_deleted (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), FALSE);

  return self->deleted;
}

gboolean
vdt_kept_is_event (VdtKept *self)
{
  g_return_val_if_fail (VDT_IS_KEPT (self), FALSE);

  return g_strcmp0 (self->kind, "event") == 0;
}

/**
 * vdt_kept_is_intact:
 * @self: what was kept
 *
 * Returns: whether the text still has the hash that was taken when it was kept; an
 *   event has neither and is never broken
 */
gboolean
vdt_kept_is_intact (VdtKept *self)
{
  g_autofree char *sha256 = NULL;

  g_return_val_if_fail (VDT_IS_KEPT (self), FALSE);

  if (vdt_kept_is_event (self))
    return TRUE;
  if (self->text == NULL)
    return FALSE;

  sha256 = vdt_sha256_hex (self->text, (gssize) strlen (self->text));

  return g_strcmp0 (sha256, self->sha256) == 0;
}
