/* vdt-hunt-call.c
 *
 * DuckDB calls here with a chunk of rows; the function in C sees one row at a
 * time. An argument that a function prepares (a regex, a format) is made ready
 * when the query is planned if it is a constant, else whenever it changes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-call.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-hunt-column.h"

/* What the results of one chunk may take together; DuckDB does not count them against
 * its limit until it keeps them. */
#define MAX_CHUNK_BYTES ((gsize) 256 * 1024 * 1024)

/* What planning leaves for the rows, shared by all threads. */
typedef struct
{
  const VdtHuntFunction *function;
  gpointer               prepared;
  gboolean               is_constant;
  int                    ref_count;
} CallBind;

static void
call_bind_unref (void *data)
{
  CallBind *bind = data;

  if (!g_atomic_int_dec_and_test (&bind->ref_count))
    return;

  if (bind->prepared != NULL)
    bind->function->release (bind->prepared);
  g_free (bind);
}

static void *
call_bind_copy (void *data)
{
  CallBind *bind = data;

  g_atomic_int_inc (&bind->ref_count);

  return bind;
}

/* The prepared argument, if it is known before the query runs. */
static void
fold_argument (duckdb_bind_info  info,
               CallBind         *bind)
{
  duckdb_expression argument = duckdb_scalar_function_bind_get_argument (info, bind->function->prepared);
  duckdb_client_context context = NULL;
  duckdb_value value = NULL;
  duckdb_error_data error = NULL;

  if (duckdb_expression_is_foldable (argument))
    {
      duckdb_scalar_function_get_client_context (info, &context);
      error = duckdb_expression_fold (context, argument, &value);
      if (!duckdb_error_data_has_error (error) && !duckdb_is_null_value (value))
        {
          char *text = duckdb_get_varchar (value);

          bind->is_constant = TRUE;
          bind->prepared = bind->function->prepare ((VdtHuntText) { text, strlen (text) },
                                                    bind->function->extra);
          duckdb_free (text);
        }
      duckdb_destroy_value (&value);
      duckdb_destroy_error_data (&error);
      duckdb_destroy_client_context (&context);
    }

  duckdb_destroy_expression (&argument);
}

static void
call_bind (duckdb_bind_info info)
{
  CallBind *bind = g_new0 (CallBind, 1);

  bind->ref_count = 1;
  bind->function = duckdb_scalar_function_bind_get_extra_info (info);
  if (bind->function->prepare != NULL &&
      bind->function->prepared < duckdb_scalar_function_bind_get_argument_count (info))
    fold_argument (info, bind);
  duckdb_scalar_function_set_bind_data (info, bind, call_bind_unref);
  duckdb_scalar_function_set_bind_data_copy (info, call_bind_copy);
}

/* The elements of a list go behind those of the rows before. */
static void
write_list (duckdb_vector      output,
            idx_t              row,
            const VdtHuntCall *call)
{
  duckdb_list_entry *entries = duckdb_vector_get_data (output);
  idx_t offset = duckdb_list_vector_get_size (output);
  duckdb_vector child;
  gint64 start = 0;

  entries[row].offset = offset;
  entries[row].length = call->items->len;
  duckdb_list_vector_reserve (output, offset + call->items->len);
  child = duckdb_list_vector_get_child (output);

  for (guint i = 0; i < call->items->len; i++)
    {
      gint64 end = g_array_index (call->items, gint64, i);

      if (end < 0)
        {
          duckdb_vector_ensure_validity_writable (child);
          duckdb_validity_set_row_invalid (duckdb_vector_get_validity (child), offset + i);
          end = -1 - end;
        }
      else
        {
          duckdb_vector_assign_string_element_len (child, offset + i, call->out->str + start, end - start);
        }
      start = end;
    }

  duckdb_list_vector_set_size (output, offset + call->items->len);
}

static void
write_cell (duckdb_vector       output,
            void               *data,
            char                type,
            idx_t               row,
            const VdtHuntValue *value)
{
  if (value->null && type != 's')
    {
      duckdb_vector_ensure_validity_writable (output);
      duckdb_validity_set_row_invalid (duckdb_vector_get_validity (output), row);
      if (type == 'j')
        duckdb_vector_assign_string_element_len (output, row, "", 0);
      return;
    }

  switch (type)
    {
    case 's':
    case 'j':
      if (value->null)
        duckdb_vector_assign_string_element_len (output, row, "", 0);
      else
        duckdb_vector_assign_string_element_len (output, row, value->text.text, value->text.length);
      break;
    case 'b':
      ((bool *) data)[row] = value->integer != 0;
      break;
    case 'i':
      ((int32_t *) data)[row] = value->integer;
      break;
    case 'l':
      ((int64_t *) data)[row] = value->integer;
      break;
    default:
      ((double *) data)[row] = value->real;
      break;
    }
}

/* The type of argument @i: the last one repeats if a star follows it. */
static char
argument_type (const VdtHuntFunction *function,
               guint                  i)
{
  const char *types = function->types + 2;
  gsize n = strcspn (types, "*");

  return types[MIN (i, n - 1)];
}

/* Prepares an argument of a row, unless the row before had the same. */
static void
prepare_row (const VdtHuntFunction *function,
             VdtHuntCall           *call,
             char                 **last,
             gsize                 *last_length)
{
  VdtHuntText text = call->arguments[function->prepared].text;

  if (*last != NULL && *last_length == text.length && memcmp (*last, text.text, text.length) == 0)
    return;

  if (call->prepared != NULL)
    function->release (call->prepared);
  g_free (*last);
  *last = g_memdup2 (text.length > 0 ? text.text : "", MAX (text.length, 1));
  *last_length = text.length;
  call->prepared = function->prepare (text, function->extra);
}

/* Returns: FALSE if the results take too much memory */
static gboolean
run_rows (const CallBind      *bind,
          VdtHuntCall         *call,
          const VdtHuntColumn *columns,
          idx_t                n_rows,
          duckdb_vector        output)
{
  const VdtHuntFunction *function = bind->function;
  void *data = duckdb_vector_get_data (output);
  gboolean prepares = function->prepare != NULL && !bind->is_constant;
  g_autofree char *last = NULL;
  gsize last_length = 0;
  gsize n_bytes = 0;

  call->prepared = bind->prepared;

  for (idx_t row = 0; row < n_rows && n_bytes <= MAX_CHUNK_BYTES; row++)
    {
      gboolean complete = TRUE;

      for (guint i = 0; i < call->n; i++)
        complete = vdt_hunt_read_cell (&columns[i], row, &call->arguments[i]) && complete;

      call->result.null = TRUE;
      if (complete)
        {
          g_string_truncate (call->out, 0);
          if (call->items != NULL)
            g_array_set_size (call->items, 0);
          if (prepares)
            prepare_row (function, call, &last, &last_length);
          function->run (call);
          n_bytes += call->out->len;
        }
      if (call->items != NULL && !call->result.null)
        write_list (output, row, call);
      else
        write_cell (output, data, function->types[0], row, &call->result);
    }

  if (prepares && call->prepared != NULL)
    function->release (call->prepared);

  return n_bytes <= MAX_CHUNK_BYTES;
}

static void
call_run (duckdb_function_info info,
          duckdb_data_chunk    input,
          duckdb_vector        output)
{
  CallBind *bind = duckdb_scalar_function_get_bind_data (info);
  VdtHuntValue arguments[VDT_HUNT_MAX_ARGUMENTS];
  VdtHuntColumn columns[VDT_HUNT_MAX_ARGUMENTS];
  VdtHuntCall call = { 0 };

  call.n = MIN (duckdb_data_chunk_get_column_count (input), VDT_HUNT_MAX_ARGUMENTS);
  call.arguments = arguments;
  call.extra = bind->function->extra;
  call.out = g_string_new (NULL);
  call.items = bind->function->types[0] == '[' ? g_array_new (FALSE, FALSE, sizeof (gint64)) : NULL;

  for (guint i = 0; i < call.n; i++)
    {
      duckdb_vector vector = duckdb_data_chunk_get_vector (input, i);

      columns[i].type = argument_type (bind->function, i);
      columns[i].data = duckdb_vector_get_data (vector);
      columns[i].validity = duckdb_vector_get_validity (vector);
    }

  if (!run_rows (bind, &call, columns, duckdb_data_chunk_get_size (input), output))
    duckdb_scalar_function_set_error (info, "the texts that it makes take too much memory");
  g_string_free (call.out, TRUE);
  g_clear_pointer (&call.items, g_array_unref);
}

static gboolean
register_function (duckdb_connection       connection,
                   const VdtHuntFunction  *function,
                   GError                **error)
{
  duckdb_scalar_function scalar = duckdb_create_scalar_function ();
  duckdb_logical_type type = vdt_hunt_type (function->types[0]);
  gboolean ok;

  duckdb_scalar_function_set_name (scalar, function->name);
  duckdb_scalar_function_set_return_type (scalar, type);
  duckdb_destroy_logical_type (&type);

  for (const char *at = function->types + 2; *at != '\0' && *at != '*'; at++)
    {
      type = vdt_hunt_type (*at);
      if (at[1] == '*')
        duckdb_scalar_function_set_varargs (scalar, type);
      else
        duckdb_scalar_function_add_parameter (scalar, type);
      duckdb_destroy_logical_type (&type);
    }

  duckdb_scalar_function_set_extra_info (scalar, (void *) function, NULL);
  duckdb_scalar_function_set_special_handling (scalar);
  if (function->is_volatile)
    duckdb_scalar_function_set_volatile (scalar);
  duckdb_scalar_function_set_bind (scalar, call_bind);
  duckdb_scalar_function_set_function (scalar, call_run);
  ok = duckdb_register_scalar_function (connection, scalar) == DuckDBSuccess;
  duckdb_destroy_scalar_function (&scalar);

  if (!ok)
    g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "DuckDB does not take the function %s", function->name);

  return ok;
}

/**
 * vdt_hunt_register:
 * @connection: a connection
 * @functions: a table that lives as long as the program
 * @n_functions: its length
 * @error: %VDT_ERROR_FAILED naming the function that DuckDB does not take
 *
 * Returns: %TRUE if all functions can be called
 */
gboolean
vdt_hunt_register (duckdb_connection       connection,
                   const VdtHuntFunction  *functions,
                   gsize                   n_functions,
                   GError                **error)
{
  for (gsize i = 0; i < n_functions; i++)
    if (!register_function (connection, &functions[i], error))
      return FALSE;

  return TRUE;
}
