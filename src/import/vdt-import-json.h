/* vdt-import-json.h
 *
 * JSON of one file, read twice: a survey that finds out whether the text is whole,
 * then the records.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-import-reader.h"

G_BEGIN_DECLS

/**
 * VdtJsonSurvey:
 *
 * What the first reading found: the shape of the stream, which of its documents
 * are broken, what they say of themselves.
 */
typedef struct _VdtJsonSurvey VdtJsonSurvey;

VdtJsonSurvey *vdt_json_survey_new         (void);
void           vdt_json_survey_free        (VdtJsonSurvey          *self);
gboolean       vdt_json_survey_read        (VdtJsonSurvey          *self,
                                            VdtImportStream        *stream,
                                            GError                **error);
gboolean       vdt_json_survey_wants_more  (VdtJsonSurvey          *self);
void           vdt_json_survey_complain    (VdtJsonSurvey          *self,
                                            VdtImportRun           *run);

gboolean       vdt_json_survey_import      (VdtJsonSurvey          *self,
                                            VdtImportStream        *stream,
                                            VdtImportRun           *run,
                                            GPtrArray              *readers,
                                            gboolean                salvage,
                                            GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtJsonSurvey, vdt_json_survey_free)

G_END_DECLS
