/* vdt-comment.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-comment.h"

#include "vdt-time.h"

/**
 * VdtComment:
 *
 * A comment on an incident or an alert: imported, or written here.
 * Its text is Markdown and may come from anyone: it is never markup.
 */
struct _VdtComment
{
  VdtRecord  parent_instance;

  char      *id;  /* fact id, see vdt_fact_comment_id() */
  char      *target_id;  /* id of the incident or alert it stands under */
  char      *author;
  char      *text;
  gint64     created_at;
  gint64     edited_at;
  gboolean   local;  /* written here, not imported */
  gboolean   deleted;  /* taken back; kept for the log */
};

G_DEFINE_FINAL_TYPE (VdtComment, vdt_comment, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtComment, id) },
  { "target-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtComment, target_id) },
  { "author", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtComment, author) },
  { "text", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtComment, text) },
  { "created-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtComment, created_at) },
  { "edited-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtComment, edited_at) },
  { "local", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtComment, local) },
  { "deleted", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtComment, deleted) },
};

static void
vdt_comment_class_init (VdtCommentClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_comment_init (VdtComment *self)
{
}

/**
 * vdt_comment_new:
 * @author: (nullable): who wrote it
 * @text: (nullable): what
 * @created_at: µs since the Unix epoch, UTC, or %VDT_TIME_UNSET
 *
 * Returns: (transfer full): a comment without id; the store gives it one
 */
VdtComment *
vdt_comment_new (const char *author,
                 const char *text,
                 gint64      created_at)
{
  return g_object_new (VDT_TYPE_COMMENT,
                       "author", author,
                       "text", text,
                       "created-at", created_at,
                       NULL);
}

const char *
vdt_comment_get_id (VdtComment *self)
{
  g_return_val_if_fail (VDT_IS_COMMENT (self), NULL);

  return self->id;
}

const char *
vdt_comment_get_target_id (VdtComment *self)
{
  g_return_val_if_fail (VDT_IS_COMMENT (self), NULL);

  return self->target_id;
}

const char *
vdt_comment_get_author (VdtComment *self)
{
  g_return_val_if_fail (VDT_IS_COMMENT (self), NULL);

  return self->author;
}

const char *
vdt_comment_get_text (VdtComment *self)
{
  g_return_val_if_fail (VDT_IS_COMMENT (self), NULL);

  return self->text;
}

gint64
vdt_comment_get_created_at (VdtComment *self)
{
  g_return_val_if_fail (VDT_IS_COMMENT (self), VDT_TIME_UNSET);

  return self->created_at;
}

gint64
vdt_comment_get_edited_at (VdtComment *self)
{
  g_return_val_if_fail (VDT_IS_COMMENT (self), VDT_TIME_UNSET);

  return self->edited_at;
}

gboolean
vdt_comment_get_local (VdtComment *self)
{
  g_return_val_if_fail (VDT_IS_COMMENT (self), FALSE);

  return self->local;
}

gboolean
vdt_comment_get_deleted (VdtComment *self)
{
  g_return_val_if_fail (VDT_IS_COMMENT (self), FALSE);

  return self->deleted;
}
