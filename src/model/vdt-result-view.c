/* vdt-result-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-result-view.h"

VdtResultFilter *
vdt_result_filter_new (guint          column,
                       VdtResultTest  test,
                       const char    *text)
{
  VdtResultFilter *self = g_new0 (VdtResultFilter, 1);

  self->column = column;
  self->test = test;
  self->text = g_strdup (text != NULL ? text : "");

  return self;
}

VdtResultFilter *
vdt_result_filter_copy (VdtResultFilter *self)
{
  return vdt_result_filter_new (self->column, self->test, self->text);
}

void
vdt_result_filter_free (VdtResultFilter *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * vdt_result_order_new:
 *
 * Returns: (transfer full): all rows as they came
 */
VdtResultOrder *
vdt_result_order_new (void)
{
  VdtResultOrder *self = g_new0 (VdtResultOrder, 1);

  self->column = -1;
  self->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_result_filter_free);

  return self;
}

VdtResultOrder *
vdt_result_order_copy (VdtResultOrder *self)
{
  VdtResultOrder *other = vdt_result_order_new ();

  other->column = self->column;
  other->descending = self->descending;
  for (guint i = 0; i < self->filters->len; i++)
    g_ptr_array_add (other->filters, vdt_result_filter_copy (g_ptr_array_index (self->filters, i)));

  return other;
}

void
vdt_result_order_free (VdtResultOrder *self)
{
  g_ptr_array_unref (self->filters);
  g_free (self);
}

/**
 * vdt_result_order_set:
 * @self: an order
 * @filter: (nullable) (transfer full): the one filter of the column; %NULL for none
 * @column: a column
 */
void
vdt_result_order_set (VdtResultOrder  *self,
                      VdtResultFilter *filter,
                      guint            column)
{
  for (guint i = self->filters->len; i > 0; i--)
    if (((VdtResultFilter *) g_ptr_array_index (self->filters, i - 1))->column == column)
      g_ptr_array_remove_index (self->filters, i - 1);
  if (filter != NULL)
    g_ptr_array_add (self->filters, filter);
}

void
vdt_result_values_free (VdtResultValues *self)
{
  g_ptr_array_unref (self->values);
  g_free (self);
}

void
vdt_result_sums_free (VdtResultSums *self)
{
  g_free (self->min);
  g_free (self->max);
  g_free (self);
}
