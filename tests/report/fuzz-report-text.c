/* fuzz-report-text.c
 *
 * Any bytes as a template, and as the Markdown of a section: read, laid out for text
 * formats, split into paragraphs, renumbered.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "vdt-build.h"
#include "vdt-md.h"
#include "vdt-template.h"
#include "vdt-write.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static guint
same_number (guint    old,
             gpointer user_data)
{
  return old;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr(VdtTemplate) template G_GNUC_UNUSED = vdt_template_parse ("t.md", text, NULL);
  g_autoptr(VdtReport) report = vdt_report_new (NULL);
  g_autoptr(VdtReportSection) section = vdt_report_section_new ("a", "A", valid);
  g_autoptr(VdtFact) fact = vdt_fact_new ("A:1", "alert");
  g_autoptr(VdtDocument) document = NULL;
  g_autoptr(GArray) blocks G_GNUC_UNUSED = vdt_md_blocks (valid);
  g_autofree char *renumbered G_GNUC_UNUSED = vdt_md_renumber (valid, same_number, NULL);
  g_autofree char *html = NULL;
  g_autofree char *markdown G_GNUC_UNUSED = NULL;
  g_autofree char *escaped G_GNUC_UNUSED = vdt_md_escape (valid);
  g_autofree char *code G_GNUC_UNUSED = vdt_md_code (valid);

  vdt_report_cite (report, fact);
  vdt_report_add_section (report, section);
  vdt_report_accept_all_cited (report);
  vdt_report_renumber (report);
  document = vdt_report_build (report, NULL, NULL, 0);
  html = vdt_write_html (document);
  markdown = vdt_write_markdown (document);
  g_assert (strstr (html, "<script") == NULL);

  return 0;
}
