/* vdt-question.h
 *
 * What a question about an incident asks for: an intent of data/copilot/questions.json.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VdtIntent:
 * @nick: its name
 * @choice: the question that it answers, as it is offered
 * @noun: (nullable): what its assets are called
 * @assets: kinds of assets that it lists
 * @sections: sections of the summary that it repeats
 * @alerts: whether it lists the alerts
 * @techniques: whether it lists the techniques
 * @steps: whether it lists the next steps
 * @hunt: whether a hunting query answers it
 */
typedef struct
{
  const char  *nick;
  const char  *choice;
  const char  *noun;
  const char **assets;
  const char **sections;
  const char **words;
  gboolean     alerts;
  gboolean     techniques;
  gboolean     steps;
  gboolean     hunt;
} VdtIntent;

typedef struct _VdtQuestions VdtQuestions;

VdtQuestions    *vdt_questions_new       (void);
void             vdt_questions_free      (VdtQuestions *self);
GPtrArray       *vdt_questions_match     (VdtQuestions *self,
                                          const char   *question);
const VdtIntent *vdt_questions_get       (VdtQuestions *self,
                                          guint         index);
guint            vdt_questions_get_n     (VdtQuestions *self);
char           **vdt_questions_dup_steps (VdtQuestions *self,
                                          const char   *question);

G_END_DECLS
