/* vdt-signs.h
 *
 * What the summary recognises in any language: telling command lines, words of
 * titles, tags, built-in accounts, names of threat actors.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtSigns VdtSigns;

VdtSigns   *vdt_signs_new               (void);
void        vdt_signs_free              (VdtSigns    *self);
guint       vdt_signs_stage_weight      (VdtSigns    *self,
                                         const char  *stage);
const char *vdt_signs_stage_of_technique (VdtSigns *self,
                                          const char *technique);
const char *vdt_signs_match_command     (VdtSigns    *self,
                                         const char  *command,
                                         guint       *out_weight);
gboolean    vdt_signs_title_is_stopped  (VdtSigns    *self,
                                         const char  *title);
gboolean    vdt_signs_is_disruption     (VdtSigns    *self,
                                         const char  *text);
const char *vdt_signs_match_tag         (VdtSigns    *self,
                                         const char  *tag);
gboolean    vdt_signs_is_system_account (VdtSigns    *self,
                                         const char  *name);
gboolean    vdt_signs_is_system_file    (VdtSigns    *self,
                                         const char  *folder,
                                         const char  *publisher);
const char *vdt_signs_actor_origin      (VdtSigns    *self,
                                         const char  *actor,
                                         const char **out_word);
char       *vdt_signs_actor_of_title    (VdtSigns    *self,
                                         const char  *title);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtSigns, vdt_signs_free)

G_END_DECLS
