/* vdt-template.h
 *
 * Templates of reports: Markdown with fields, ours and the user's own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VdtTemplateSection:
 * @id: what is kept of the section when the template changes
 * @title: Markdown of its heading, with fields
 * @body: Markdown with fields
 * @off: whether it is not exported unless the analyst ticks it
 * @line: where it begins in the file, from 1
 */
typedef struct
{
  char     *id;
  char     *title;
  char     *body;
  gboolean  off;
  guint     line;
} VdtTemplateSection;

/**
 * VdtTemplate:
 * @id: `full`; the file's name for one of the user's own
 * @language: `en`, `de`
 * @name: for people
 * @about: (nullable): what it is for
 * @title: of the report, with fields
 * @file: for messages
 * @own: whether it is the user's
 */
typedef struct
{
  char      *id;
  char      *language;
  char      *name;
  char      *about;
  char      *title;
  char      *file;
  gboolean   own;
  GPtrArray *sections;
} VdtTemplate;

VdtTemplate *vdt_template_parse    (const char   *file,
                                    const char   *text,
                                    GError      **error);
VdtTemplate *vdt_template_load     (const char   *id,
                                    const char   *language,
                                    const char   *folder,
                                    GError      **error);
GPtrArray   *vdt_template_list     (const char   *language,
                                    const char   *folder,
                                    GPtrArray    *problems);
void         vdt_template_free     (VdtTemplate  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtTemplate, vdt_template_free)

G_END_DECLS
