/* vdt-hunt-terms.c
 *
 * The term operators as functions of DuckDB, `kql_has (text, needle)` and so on.
 * A constant needle is made ready once, when the query is planned.
 *
 * The optimiser may call a function on rows that a neighbouring condition would
 * have removed, so it never fails: broken UTF-8 in a needle matches nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-hunt-column.h"
#include "vdt-terms.h"

typedef struct
{
  const char   *name;
  VdtTermsMode  mode;
  gboolean      case_sensitive;
} TextFunction;

static const TextFunction functions[] = {
  { "kql_contains", VDT_TERMS_CONTAINS, FALSE },
  { "kql_contains_cs", VDT_TERMS_CONTAINS, TRUE },
  { "kql_endswith", VDT_TERMS_ENDS, FALSE },
  { "kql_endswith_cs", VDT_TERMS_ENDS, TRUE },
  { "kql_equals", VDT_TERMS_EQUALS, FALSE },
  { "kql_has", VDT_TERMS_HAS, FALSE },
  { "kql_has_cs", VDT_TERMS_HAS, TRUE },
  { "kql_hasprefix", VDT_TERMS_PREFIX, FALSE },
  { "kql_hasprefix_cs", VDT_TERMS_PREFIX, TRUE },
  { "kql_hassuffix", VDT_TERMS_SUFFIX, FALSE },
  { "kql_hassuffix_cs", VDT_TERMS_SUFFIX, TRUE },
  { "kql_startswith", VDT_TERMS_STARTS, FALSE },
  { "kql_startswith_cs", VDT_TERMS_STARTS, TRUE },
};

/* What bind leaves for the rows: the needle, shared by all threads. */
typedef struct
{
  const TextFunction *function;
  VdtTerms           *terms;     /* NULL if the needle is not a constant */
  int                 ref_count;
} TextBind;

static void
text_bind_unref (void *data)
{
  TextBind *bind = data;

  if (!g_atomic_int_dec_and_test (&bind->ref_count))
    return;

  g_clear_pointer (&bind->terms, vdt_terms_free);
  g_free (bind);
}

static void *
text_bind_copy (void *data)
{
  TextBind *bind = data;

  g_atomic_int_inc (&bind->ref_count);

  return bind;
}

static VdtTerms *
make_terms (const TextFunction *function,
            const char         *needle,
            gsize               length)
{
  if (!g_utf8_validate_len (needle, length, NULL))
    return NULL;

  return vdt_terms_new (needle, length, function->mode, function->case_sensitive);
}

/* The needle, if it is known before the query runs. */
static VdtTerms *
fold_needle (duckdb_bind_info    info,
             const TextFunction *function)
{
  duckdb_expression argument = duckdb_scalar_function_bind_get_argument (info, 1);
  duckdb_client_context context = NULL;
  duckdb_value value = NULL;
  duckdb_error_data error = NULL;
  VdtTerms *terms = NULL;

  if (duckdb_expression_is_foldable (argument))
    {
      duckdb_scalar_function_get_client_context (info, &context);
      error = duckdb_expression_fold (context, argument, &value);
      if (!duckdb_error_data_has_error (error) && !duckdb_is_null_value (value))
        {
          char *text = duckdb_get_varchar (value);

          terms = make_terms (function, text, strlen (text));
          duckdb_free (text);
        }
      duckdb_destroy_value (&value);
      duckdb_destroy_error_data (&error);
      duckdb_destroy_client_context (&context);
    }

  duckdb_destroy_expression (&argument);

  return terms;
}

static void
text_bind (duckdb_bind_info info)
{
  TextBind *bind = g_new0 (TextBind, 1);

  bind->ref_count = 1;
  bind->function = duckdb_scalar_function_bind_get_extra_info (info);
  bind->terms = fold_needle (info, bind->function);
  duckdb_scalar_function_set_bind_data (info, bind, text_bind_unref);
  duckdb_scalar_function_set_bind_data_copy (info, text_bind_copy);
}

static gboolean
match (const VdtTerms  *terms,
       duckdb_string_t *text)
{
  VdtHuntText cell;

  if (terms == NULL)
    return FALSE;

  cell = vdt_hunt_cell_text (text);

  return vdt_terms_match (terms, cell.text, cell.length);
}

/* Needles from a column: neighbours are often equal. */
static void
match_rows (const TextFunction *function,
            duckdb_string_t    *texts,
            duckdb_string_t    *needles,
            uint64_t           *valid,
            bool               *results,
            idx_t               n)
{
  g_autoptr(VdtTerms) terms = NULL;
  g_autofree char *last = NULL;
  gsize last_length = 0;

  for (idx_t i = 0; i < n; i++)
    {
      const char *needle;
      gsize length;

      if (!duckdb_validity_row_is_valid (valid, i))
        continue;

      needle = duckdb_string_t_data (&needles[i]);
      length = duckdb_string_t_length (needles[i]);
      if (last == NULL || length != last_length || memcmp (needle, last, length) != 0)
        {
          g_clear_pointer (&terms, vdt_terms_free);
          g_free (last);
          last = g_strndup (needle, length);
          last_length = length;
          terms = make_terms (function, needle, length);
        }

      results[i] = match (terms, &texts[i]);
    }
}

static void
text_run (duckdb_function_info info,
          duckdb_data_chunk    input,
          duckdb_vector        output)
{
  TextBind *bind = duckdb_scalar_function_get_bind_data (info);
  duckdb_vector texts_vector = duckdb_data_chunk_get_vector (input, 0);
  duckdb_vector needles_vector = duckdb_data_chunk_get_vector (input, 1);
  duckdb_string_t *texts = duckdb_vector_get_data (texts_vector);
  uint64_t *valid = duckdb_vector_get_validity (texts_vector);
  bool *results = duckdb_vector_get_data (output);
  idx_t n = duckdb_data_chunk_get_size (input);

  if (bind->terms == NULL)
    {
      uint64_t *needles_valid = duckdb_vector_get_validity (needles_vector);

      match_rows (bind->function, texts, duckdb_vector_get_data (needles_vector),
                  needles_valid != NULL ? needles_valid : valid, results, n);
      return;
    }

  for (idx_t i = 0; i < n; i++)
    results[i] = duckdb_validity_row_is_valid (valid, i) && match (bind->terms, &texts[i]);
}

static gboolean
register_function (duckdb_connection    connection,
                   const TextFunction  *function,
                   GError             **error)
{
  duckdb_scalar_function scalar = duckdb_create_scalar_function ();
  duckdb_logical_type text = duckdb_create_logical_type (DUCKDB_TYPE_VARCHAR);
  duckdb_logical_type boolean = duckdb_create_logical_type (DUCKDB_TYPE_BOOLEAN);
  gboolean ok;

  duckdb_scalar_function_set_name (scalar, function->name);
  duckdb_scalar_function_add_parameter (scalar, text);
  duckdb_scalar_function_add_parameter (scalar, text);
  duckdb_scalar_function_set_return_type (scalar, boolean);
  duckdb_scalar_function_set_extra_info (scalar, (void *) function, NULL);
  duckdb_scalar_function_set_bind (scalar, text_bind);
  duckdb_scalar_function_set_function (scalar, text_run);
  ok = duckdb_register_scalar_function (connection, scalar) == DuckDBSuccess;
  duckdb_destroy_logical_type (&text);
  duckdb_destroy_logical_type (&boolean);
  duckdb_destroy_scalar_function (&scalar);

  if (!ok)
    g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "DuckDB does not take the function %s",
                 function->name);

  return ok;
}

gboolean
vdt_hunt_terms_register (duckdb_connection   connection,
                        GError            **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    if (!register_function (connection, &functions[i], error))
      return FALSE;

  return TRUE;
}
