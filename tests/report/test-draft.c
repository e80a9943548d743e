/* test-draft.c
 *
 * Drafts, templates, what becomes of a draft, and what leaves as text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "report-fixture.h"
#include "vdt-build.h"
#include "vdt-error.h"
#include "vdt-write.h"

static const char *const templates[] = { "full", "executive", "handover", "lessons", "blank" };
static const char *const languages[] = { "en", "de" };

/* Every citation of every template in both languages names a fact, and the HTML and
 * Markdown made of it lead there. */
static void
test_citations_resolve (void)
{
  g_autoptr(VdtIncident) incident = report_fixture_incident (20, 120);

  for (guint t = 0; t < G_N_ELEMENTS (templates); t++)
    for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
      {
        g_autoptr(VdtReport) report = report_fixture_draft (incident, templates[t], languages[l]);
        g_autoptr(VdtDocument) document = vdt_report_build (report, incident, NULL, 0);
        g_autofree char *html = vdt_write_html (document);
        g_autofree char *markdown = vdt_write_markdown (document);

        for (guint i = 0; i < document->problems->len; i++)
          g_error ("%s.%s: %s", templates[t], languages[l], (char *) g_ptr_array_index (document->problems, i));
        if (strcmp (templates[t], "blank") != 0)
          g_assert_cmpuint (document->sources->len, >=, 3);
        for (guint i = 1; i <= document->sources->len; i++)
          {
            g_autofree char *anchor = g_strdup_printf ("id=\"source-%u\"", i);
            g_autofree char *link = g_strdup_printf ("href=\"#source-%u\"", i);
            g_autofree char *back = g_strdup_printf ("id=\"cite-%u\"", i);
            g_autofree char *mark = g_strdup_printf ("[^%u]", i);
            g_autofree char *note = g_strdup_printf ("\n[^%u]: ", i);

            g_assert_nonnull (strstr (html, anchor));
            g_assert_nonnull (strstr (html, link));
            g_assert_nonnull (strstr (html, back));
            g_assert_nonnull (strstr (markdown, mark));
            g_assert_nonnull (strstr (markdown, note));
          }
        g_assert_null (strstr (html, "<script"));
        g_assert_null (strstr (html, "<b>"));
        g_assert_null (strstr (html, "javascript:x\""));
        g_assert_null (strstr (markdown, "{{"));
      }
}

static void
test_deterministic (void)
{
  g_autoptr(VdtIncident) incident = report_fixture_incident (30, 90);
  g_autoptr(VdtReport) one = report_fixture_draft (incident, "full", "en");
  g_autoptr(VdtReport) two = report_fixture_draft (incident, "full", "en");
  g_autoptr(VdtDocument) first = vdt_report_build (one, incident, NULL, 5);
  g_autoptr(VdtDocument) second = vdt_report_build (two, incident, NULL, 5);
  g_autofree char *html = vdt_write_html (first);
  g_autofree char *again = vdt_write_html (second);

  g_assert_cmpstr (html, ==, again);
}

static void
test_template_errors (void)
{
  static const struct { const char *text; const char *message; } cases[] = {
    { "# A\n", "t.md:1: " },
    { "---\nname: x\n", "t.md:1: the head has no second" },
    { "---\nname: x\nfoo: y\n---\n# A\n", "t.md:3: the head has no “foo”" },
    { "---\nname: x\n---\ntext\n", "t.md:4: this text is in no section" },
    { "---\nname: x\n---\n# A\n\n{{sumary}}\n", "t.md:6: there is no field “sumary”; did you mean “summary”?" },
    { "---\nname: x\n---\n# A\n{{summary\n", "t.md:5: “{{” opens" },
    { "---\nname: x\n---\n# A {#a}\n# B {#a}\n", "t.md:5: two sections" },
    { "---\nname: x\n---\n# A {#a of}\n", "t.md:4: “of” means nothing" },
    { "---\nname: x\n---\n", "has no section" },
    { "---\nabout: x\n---\n# A\n", "t.md:1: the head needs" },
    { "---\nname: x\n---\n# A\n\xff\n", "t.md:5: this is not UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VdtTemplate) template = vdt_template_parse ("t.md", cases[i].text, &error);

      g_assert_null (template);
      g_assert_error (error, VDT_ERROR, VDT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("“%s” is not “%s”", error->message, cases[i].message);
    }
}

static void
test_blank (void)
{
  g_autoptr(VdtReport) report = report_fixture_draft (NULL, "blank", "de");
  g_autoptr(VdtReport) full = report_fixture_draft (NULL, "full", "en");
  g_autoptr(VdtDocument) document = vdt_report_build (report, NULL, NULL, 0);
  g_autofree char *html = vdt_write_html (document);

  g_assert_nonnull (strstr (html, "Bericht"));
  g_assert_cmpuint (g_list_model_get_n_items (vdt_report_get_facts (full)), ==, 0);
}

static void
test_review (void)
{
  g_autoptr(VdtIncident) incident = report_fixture_incident (3, 12);
  g_autoptr(VdtReport) report = report_fixture_draft (incident, "executive", "en");
  VdtReportSection *section = vdt_report_find_section (report, "summary");
  g_autofree char *before = g_strdup (vdt_report_section_get_body (section));
  g_autofree char *longer = g_strconcat (before, "\n\nMy own words.\n", NULL);
  g_autoptr(GArray) paragraphs = NULL;

  g_assert_cmpstr (vdt_report_section_get_state (section), ==, "proposed");
  g_assert_cmpuint (vdt_report_accept_all_cited (report), >, 0);
  g_assert_cmpstr (vdt_report_section_get_state (section), ==, "accepted");

  vdt_report_section_set_body (section, longer);
  vdt_report_settle (section);
  g_assert_cmpstr (vdt_report_section_get_state (section), ==, "edited");
  paragraphs = vdt_report_paragraphs (section);
  g_assert_cmpstr (g_array_index (paragraphs, VdtParagraph, 0).state, ==, "accepted");
  g_assert_cmpstr (g_array_index (paragraphs, VdtParagraph, paragraphs->len - 1).state, ==, "edited");

  /* a new draft never overwrites what was edited */
  vdt_record_set_text (section, "beside", "New draft. [^1]");
  g_assert_cmpstr (vdt_report_section_get_body (section), ==, longer);
  vdt_report_take_beside (section, TRUE);
  g_assert_cmpstr (vdt_report_section_get_body (section), ==, "New draft. [^1]");
  g_assert_null (vdt_report_section_get_beside (section));
}

/* Sections that trade places keep their sources; the numbers follow the text. */
static void
test_renumber (void)
{
  g_autoptr(VdtReport) report = vdt_report_new (NULL);
  g_autoptr(VdtFact) a = vdt_fact_new ("A:a", "alert");
  g_autoptr(VdtFact) b = vdt_fact_new ("A:b", "alert");
  g_autoptr(VdtReportSection) first = vdt_report_section_new ("x", "X", "b [^2] twice [^2] none [^77]");
  g_autoptr(VdtReportSection) second = vdt_report_section_new ("y", "Y", "a [^1]");

  g_assert_cmpuint (vdt_report_cite (report, a), ==, 1);
  g_assert_cmpuint (vdt_report_cite (report, b), ==, 2);
  g_assert_cmpuint (vdt_report_cite (report, a), ==, 1);
  vdt_report_add_section (report, first);
  vdt_report_add_section (report, second);
  vdt_report_renumber (report);

  g_assert_cmpstr (vdt_report_section_get_body (first), ==, "b [^1] twice [^1] none [^2]");
  g_assert_cmpstr (vdt_report_section_get_body (second), ==, "a [^3]");
  g_assert_cmpstr (vdt_fact_get_id (vdt_report_find_cited (report, 1)), ==, "A:b");
  g_assert_cmpstr (vdt_fact_get_id (vdt_report_find_cited (report, 3)), ==, "A:a");
  g_assert_null (vdt_report_find_cited (report, 2));
}

static void
test_fields (void)
{
  g_autoptr(VdtIncident) incident = report_fixture_incident (5, 20);
  g_autoptr(VdtReport) report = report_fixture_draft (incident, "full", "en");
  g_autoptr(VdtReport) copy = vdt_report_new (NULL);
  g_autoptr(VdtFields) fields = vdt_report_to_fields (report);
  g_autoptr(VdtFields) again = NULL;
  g_autoptr(GBytes) one = vdt_fields_to_bytes (fields);
  g_autoptr(GBytes) two = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (vdt_report_from_fields (copy, fields, &error));
  g_assert_no_error (error);
  again = vdt_report_to_fields (copy);
  two = vdt_fields_to_bytes (again);
  g_assert_true (g_bytes_equal (one, two));
}

/* No name that was to be hidden is left in any format; one thing has one pseudonym. */
static void
test_redact (void)
{
  static const char *const kinds[] = { "users", "devices", "addresses", "people", NULL };
  static const char *const names[] = { "nora.fuchs", "nora", "fuchs", "PC-0", "203.0.113", "Ida Kern" };
  g_autoptr(VdtIncident) incident = report_fixture_incident (12, 144);
  g_autoptr(VdtReport) report = report_fixture_draft (incident, "full", "en");
  g_autoptr(GPtrArray) key = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_pseudonym_free);
  g_autoptr(VdtDocument) document = NULL;
  g_autoptr(VdtDocument) again = NULL;
  g_autofree char *html = NULL;
  g_autofree char *html_again = NULL;
  guint n;

  vdt_record_set_words (report, "redact", kinds);
  document = vdt_report_build (report, incident, key, 0);
  html = vdt_write_html (document);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strstr (html, names[i]) != NULL)
      g_error ("“%s” is in the report: %.120s", names[i], strstr (html, names[i]));
  g_assert_nonnull (strstr (html, "USER-1"));
  g_assert_nonnull (strstr (html, "DEVICE-1"));

  n = key->len;
  again = vdt_report_build (report, incident, key, 0);
  html_again = vdt_write_html (again);
  g_assert_cmpuint (key->len, ==, n);
  g_assert_cmpstr (html, ==, html_again);
}

static void
test_defang (void)
{
  g_autoptr(VdtIncident) incident = report_fixture_incident (4, 24);
  g_autoptr(VdtReport) report = report_fixture_draft (incident, "full", "en");
  g_autoptr(VdtDocument) document = vdt_report_build (report, incident, NULL, 0);
  g_autofree char *html = vdt_write_html (document);
  g_autofree char *csv = vdt_write_csv (incident, TRUE);

  g_assert_nonnull (strstr (html, "hxxps://drop"));
  g_assert_null (strstr (html, "https://drop"));
  g_assert_null (strstr (csv, "https://drop"));
  g_assert_nonnull (strstr (csv, "203[.]0[.]113[.]"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/draft/citations-resolve", test_citations_resolve);
  g_test_add_func ("/report/draft/deterministic", test_deterministic);
  g_test_add_func ("/report/draft/template-errors", test_template_errors);
  g_test_add_func ("/report/draft/blank", test_blank);
  g_test_add_func ("/report/draft/review", test_review);
  g_test_add_func ("/report/draft/renumber", test_renumber);
  g_test_add_func ("/report/draft/fields", test_fields);
  g_test_add_func ("/report/draft/redact", test_redact);
  g_test_add_func ("/report/draft/defang", test_defang);

  return g_test_run ();
}
