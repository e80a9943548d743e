/* vdt-kql-diagnostic.c: diagnostics and the text edits that mend them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-diagnostic.h"

static void
text_edit_free (VdtKqlTextEdit *edit)
{
  g_free (edit->text);
  g_free (edit);
}

static void
fix_free (VdtKqlFix *fix)
{
  g_free (fix->title);
  g_ptr_array_unref (fix->edits);
  g_free (fix);
}

/**
 * vdt_kql_diagnostics_new:
 *
 * Returns: (transfer full) (element-type VdtKqlDiagnostic): an empty list that owns its elements
 */
GPtrArray *
vdt_kql_diagnostics_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_kql_diagnostic_free);
}

/**
 * vdt_kql_diagnostics_add:
 * @diagnostics: a list made by vdt_kql_diagnostics_new()
 * @code: a static string
 * @severity: how bad it is
 * @start: where it starts, UTF-8 bytes
 * @length: how long it is, UTF-8 bytes; 0 where something is missing
 * @format: the message, for printf()
 * @...: what goes into it
 *
 * Returns: (transfer none): the new diagnostic, to add fixes to
 */
VdtKqlDiagnostic *
vdt_kql_diagnostics_add (GPtrArray      *diagnostics,
                         const char     *code,
                         VdtKqlSeverity  severity,
                         gsize           start,
                         gsize           length,
                         const char     *format,
                         ...)
{
  VdtKqlDiagnostic *self = NULL;
  va_list args;

  g_return_val_if_fail (diagnostics != NULL, NULL);
  g_return_val_if_fail (code != NULL, NULL);

  self = g_new0 (VdtKqlDiagnostic, 1);
  self->code = code;
  self->severity = severity;
  self->start = start;
  self->length = length;

  va_start (args, format);
  self->message = g_strdup_vprintf (format, args);
  va_end (args);

  /* A message may quote a text that is not UTF-8. */
  if (!g_utf8_validate (self->message, -1, NULL))
    {
      g_autofree char *raw = self->message;

      self->message = g_utf8_make_valid (raw, -1);
    }


  g_ptr_array_add (diagnostics, self);

  return self;
}

static int
compare_by_place (gconstpointer a,
                  gconstpointer b)
{
  const VdtKqlDiagnostic *left = *(const VdtKqlDiagnostic * const *) a;
  const VdtKqlDiagnostic *right = *(const VdtKqlDiagnostic * const *) b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;

  if (left->length != right->length)
    return left->length < right->length ? -1 : 1;

  return g_strcmp0 (left->code, right->code);
}

/**
 * vdt_kql_diagnostics_sort:
 * @diagnostics: a list
 *
 * Sorts by place in the text, then by length, then by code.
 */
void
vdt_kql_diagnostics_sort (GPtrArray *diagnostics)
{
  g_return_if_fail (diagnostics != NULL);

  g_ptr_array_sort (diagnostics, compare_by_place);
}

gboolean
vdt_kql_diagnostics_has_error (GPtrArray *diagnostics)
{
  g_return_val_if_fail (diagnostics != NULL, FALSE);

  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      if (diagnostic->severity == VDT_KQL_SEVERITY_ERROR)
        return TRUE;
    }

  return FALSE;
}

VdtKqlDiagnostic *
vdt_kql_diagnostic_copy (const VdtKqlDiagnostic *self)
{
  VdtKqlDiagnostic *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (VdtKqlDiagnostic, 1);
  *copy = *self;
  copy->message = g_strdup (self->message);
  copy->fixes = NULL;

  for (guint i = 0; self->fixes != NULL && i < self->fixes->len; i++)
    {
      const VdtKqlFix *fix = g_ptr_array_index (self->fixes, i);
      VdtKqlFix *fix_copy = vdt_kql_diagnostic_add_fix (copy, fix->title);

      for (guint j = 0; j < fix->edits->len; j++)
        {
          const VdtKqlTextEdit *edit = g_ptr_array_index (fix->edits, j);

          vdt_kql_fix_add_edit (fix_copy, edit->start, edit->length, edit->text);
        }
    }

  return copy;
}

void
vdt_kql_diagnostic_free (VdtKqlDiagnostic *self)
{
  if (self == NULL)
    return;

  g_free (self->message);
  g_clear_pointer (&self->fixes, g_ptr_array_unref);
  g_free (self);
}

/**
 * vdt_kql_diagnostic_add_fix:
 * @self: a diagnostic
 * @title: what the fix does, for a menu
 *
 * Returns: (transfer none): the new fix, without edits yet
 */
VdtKqlFix *
vdt_kql_diagnostic_add_fix (VdtKqlDiagnostic *self,
                            const char       *title)
{
  VdtKqlFix *fix = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  fix = g_new0 (VdtKqlFix, 1);
  fix->title = g_strdup (title);
  fix->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) text_edit_free);

  if (self->fixes == NULL)
    self->fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) fix_free);

  g_ptr_array_add (self->fixes, fix);

  return fix;
}

void
vdt_kql_fix_add_edit (VdtKqlFix  *self,
                      gsize       start,
                      gsize       length,
                      const char *text)
{
  VdtKqlTextEdit *edit = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  edit = g_new0 (VdtKqlTextEdit, 1);
  edit->start = start;
  edit->length = length;
  edit->text = g_strdup (text);
  g_ptr_array_add (self->edits, edit);
}

/**
 * vdt_kql_severity_to_string:
 * @severity: a severity
 *
 * Returns: (transfer none): its name as Microsoft's service writes it
 */
const char *
vdt_kql_severity_to_string (VdtKqlSeverity severity)
{
  switch (severity)
    {
    case VDT_KQL_SEVERITY_ERROR:
      return "Error";

    case VDT_KQL_SEVERITY_WARNING:
      return "Warning";

    case VDT_KQL_SEVERITY_SUGGESTION:
      return "Suggestion";

    case VDT_KQL_SEVERITY_HINT:
    default:
      return "Hint";
    }
}
