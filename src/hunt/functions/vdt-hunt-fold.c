/* vdt-hunt-fold.c
 *
 * DuckDB keeps a state of each group; here that is a pointer and the fold that
 * knows how to free it, as DuckDB does not say which function a state is of when
 * it throws one away.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-fold.h"

#include "vdt-error.h"
#include "vdt-hunt-column.h"

#define MAX_ARGUMENTS 8

typedef struct
{
  const VdtHuntFold *fold;
  gpointer           data;
} State;

static idx_t
state_size (duckdb_function_info info)
{
  return sizeof (State);
}

static void
state_init (duckdb_function_info   info,
            duckdb_aggregate_state state)
{
  State *self = (State *) state;

  self->fold = duckdb_aggregate_function_get_extra_info (info);
  self->data = NULL;
}

static void
state_destroy (duckdb_aggregate_state *states,
               idx_t                   count)
{
  for (idx_t i = 0; i < count; i++)
    {
      State *self = (State *) states[i];

      if (self->data != NULL)
        self->fold->free (self->data);
      self->data = NULL;
    }
}

static void
state_update (duckdb_function_info    info,
              duckdb_data_chunk       input,
              duckdb_aggregate_state *states)
{
  const VdtHuntFold *fold = duckdb_aggregate_function_get_extra_info (info);
  idx_t n_rows = duckdb_data_chunk_get_size (input);
  guint n = MIN (duckdb_data_chunk_get_column_count (input), MAX_ARGUMENTS);
  VdtHuntColumn columns[MAX_ARGUMENTS];
  VdtHuntValue arguments[MAX_ARGUMENTS];

  for (guint i = 0; i < n; i++)
    {
      duckdb_vector vector = duckdb_data_chunk_get_vector (input, i);

      columns[i].type = fold->types[2 + i];
      columns[i].data = duckdb_vector_get_data (vector);
      columns[i].validity = duckdb_vector_get_validity (vector);
    }

  for (idx_t row = 0; row < n_rows; row++)
    {
      gboolean complete = TRUE;

      for (guint i = 0; i < n; i++)
        complete = vdt_hunt_read_cell (&columns[i], row, &arguments[i]) && complete;
      if (complete)
        fold->add (&((State *) states[row])->data, arguments, fold->extra);
    }
}

static void
state_combine (duckdb_function_info    info,
               duckdb_aggregate_state *sources,
               duckdb_aggregate_state *targets,
               idx_t                   count)
{
  for (idx_t i = 0; i < count; i++)
    {
      State *source = (State *) sources[i];
      State *target = (State *) targets[i];

      if (source->data != NULL)
        source->fold->merge (&target->data, source->data, source->fold->extra);
    }
}

static void
write_longs (duckdb_vector  output,
             idx_t          row,
             const GArray  *longs)
{
  duckdb_list_entry *entries = duckdb_vector_get_data (output);
  idx_t offset = duckdb_list_vector_get_size (output);
  int64_t *data;

  entries[row].offset = offset;
  entries[row].length = longs->len;
  duckdb_list_vector_reserve (output, offset + longs->len);
  data = duckdb_vector_get_data (duckdb_list_vector_get_child (output));
  for (guint i = 0; i < longs->len; i++)
    data[offset + i] = g_array_index (longs, gint64, i);
  duckdb_list_vector_set_size (output, offset + longs->len);
}

static void
write_result (duckdb_vector       output,
              idx_t               row,
              char                type,
              const VdtHuntValue *result,
              const GString      *out,
              const GArray       *longs)
{
  void *data = duckdb_vector_get_data (output);

  if (result->null)
    {
      duckdb_vector_ensure_validity_writable (output);
      duckdb_validity_set_row_invalid (duckdb_vector_get_validity (output), row);
      return;
    }

  switch (type)
    {
    case 'l': ((int64_t *) data)[row] = result->integer; break;
    case 'd': ((double *) data)[row] = result->real; break;
    case '<': write_longs (output, row, longs); break;
    default: duckdb_vector_assign_string_element_len (output, row, out->str, out->len); break;
    }
}

static void
state_finalize (duckdb_function_info    info,
                duckdb_aggregate_state *states,
                duckdb_vector           output,
                idx_t                   count,
                idx_t                   offset)
{
  const VdtHuntFold *fold = duckdb_aggregate_function_get_extra_info (info);
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GArray) longs = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (idx_t i = 0; i < count; i++)
    {
      VdtHuntValue result = { .null = TRUE };

      g_string_truncate (out, 0);
      g_array_set_size (longs, 0);
      fold->finish (((State *) states[i])->data, out, longs, &result, fold->extra);
      write_result (output, offset + i, fold->types[0], &result, out, longs);
    }
}

static gboolean
register_fold (duckdb_connection    connection,
               const VdtHuntFold   *fold,
               GError             **error)
{
  duckdb_aggregate_function function = duckdb_create_aggregate_function ();
  duckdb_logical_type type = vdt_hunt_type (fold->types[0]);
  gboolean ok;

  duckdb_aggregate_function_set_name (function, fold->name);
  duckdb_aggregate_function_set_return_type (function, type);
  duckdb_destroy_logical_type (&type);
  for (const char *at = fold->types + 2; *at != '\0'; at++)
    {
      type = vdt_hunt_type (*at);
      duckdb_aggregate_function_add_parameter (function, type);
      duckdb_destroy_logical_type (&type);
    }
  duckdb_aggregate_function_set_extra_info (function, (void *) fold, NULL);
  duckdb_aggregate_function_set_special_handling (function);
  duckdb_aggregate_function_set_functions (function, state_size, state_init, state_update, state_combine,
                                           state_finalize);
  duckdb_aggregate_function_set_destructor (function, state_destroy);
  ok = duckdb_register_aggregate_function (connection, function) == DuckDBSuccess;
  duckdb_destroy_aggregate_function (&function);

  if (!ok)
    g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "DuckDB does not take the aggregate %s", fold->name);

  return ok;
}

/**
 * vdt_hunt_register_folds:
 * @connection: a connection
 * @folds: a table that lives as long as the program
 * @n_folds: its length
 * @error: %VDT_ERROR_FAILED naming the aggregate that DuckDB does not take
 *
 * An aggregate must not be called with an ORDER BY of its own nor with an empty
 * OVER (): DuckDB 1.5.6 crashes.
 *
 * Returns: %TRUE if all can be called
 */
gboolean
vdt_hunt_register_folds (duckdb_connection    connection,
                         const VdtHuntFold   *folds,
                         gsize                n_folds,
                         GError             **error)
{
  for (gsize i = 0; i < n_folds; i++)
    if (!register_fold (connection, &folds[i], error))
      return FALSE;

  return TRUE;
}
