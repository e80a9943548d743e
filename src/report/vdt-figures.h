/* vdt-figures.h
 *
 * The figures that a report can have of an incident.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-figure.h"
#include "vdt-incident.h"
#include "vdt-replacer.h"
#include "vdt-words.h"

G_BEGIN_DECLS

/* What a figure may be wide, in points: the text of an A4 page. */
#define VDT_FIGURE_WIDTH 482.0

VdtFigure          *vdt_figures_make      (const char  *name,
                                           VdtIncident *incident,
                                           VdtWords    *words,
                                           VdtReplacer *names);
VdtFigure          *vdt_figure_of_graph   (VdtIncident *incident,
                                           VdtWords    *words,
                                           VdtReplacer *names);
char               *vdt_figures_label     (const char  *text,
                                           double       size,
                                           double       width,
                                           VdtReplacer *names);

G_END_DECLS
