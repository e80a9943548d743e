/* vdt-comment.h
 *
 * A comment on an incident or an alert.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_COMMENT (vdt_comment_get_type ())
G_DECLARE_FINAL_TYPE (VdtComment, vdt_comment, VDT, COMMENT, VdtRecord)

VdtComment  *vdt_comment_new            (const char *author,
                                         const char *text,
                                         gint64      created_at);
const char  *vdt_comment_get_id         (VdtComment *self);
const char  *vdt_comment_get_target_id  (VdtComment *self);
const char  *vdt_comment_get_author     (VdtComment *self);
const char  *vdt_comment_get_text       (VdtComment *self);
gint64       vdt_comment_get_created_at (VdtComment *self);
gint64       vdt_comment_get_edited_at  (VdtComment *self);
gboolean     vdt_comment_get_local      (VdtComment *self);
gboolean     vdt_comment_get_deleted    (VdtComment *self);

G_END_DECLS
