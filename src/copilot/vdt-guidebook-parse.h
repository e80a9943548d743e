/* vdt-guidebook-parse.h
 *
 * The text of a guidebook to tasks that a person can review.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-guidebook.h"
#include "vdt-summary.h"

G_BEGIN_DECLS

VdtGuidebook *vdt_guidebook_parse (VdtSummarizer  *summarizer,
                                   const char     *name,
                                   const char     *text,
                                   GError        **error);

G_END_DECLS
