/* vdt-result-view.h
 *
 * What can be asked about the rows of a result, and what the answers are.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtResultTest:
 * @VDT_RESULT_HAS: the text is in the cell, in any case of letters
 * @VDT_RESULT_HAS_NOT: it is not
 * @VDT_RESULT_IS: the cell is the text
 * @VDT_RESULT_IS_NOT: it is not
 * @VDT_RESULT_AT_LEAST: the number or time is not less
 * @VDT_RESULT_AT_MOST: the number or time is not more
 * @VDT_RESULT_EMPTY: there is nothing in the cell
 * @VDT_RESULT_NOT_EMPTY: there is something
 */
typedef enum
{
  VDT_RESULT_HAS,
  VDT_RESULT_HAS_NOT,
  VDT_RESULT_IS,
  VDT_RESULT_IS_NOT,
  VDT_RESULT_AT_LEAST,
  VDT_RESULT_AT_MOST,
  VDT_RESULT_EMPTY,
  VDT_RESULT_NOT_EMPTY
} VdtResultTest;

/**
 * VdtResultFilter:
 *
 * Which rows are shown: those that pass the tests of all filters.
 */
typedef struct
{
  guint          column;
  VdtResultTest  test;
  char          *text;
} VdtResultFilter;

/**
 * VdtResultOrder:
 * @column: by which column, or -1 for as they came
 * @descending: the greatest first; what is empty is last either way
 * @filters: (element-type VdtResultFilter): which rows
 */
typedef struct
{
  int        column;
  gboolean   descending;
  GPtrArray *filters;
} VdtResultOrder;

/**
 * VdtResultValue:
 * @text: a value as it is read; %NULL for nothing
 * @rows: in how many rows it is
 */
typedef struct
{
  char    *text;
  guint64  rows;
} VdtResultValue;

/**
 * VdtResultValues:
 * @values: (element-type VdtResultValue): the most frequent ones, most frequent first
 * @n_distinct: how many values there are, without the empty one
 * @n_empty: rows that have none
 * @n_rows: all rows
 */
typedef struct
{
  GPtrArray *values;
  guint64    n_distinct;
  guint64    n_empty;
  guint64    n_rows;
} VdtResultValues;

/**
 * VdtResultSums:
 * @n_cells: cells with something in them
 * @n_distinct: different ones, if they are all of one column; else 0
 * @n_numbers: numbers among them
 * @sum: of the numbers
 * @mean: of the numbers
 * @min: (nullable): the least number, time or text, if all columns are of one kind
 * @max: (nullable): the greatest
 */
typedef struct
{
  guint64  n_cells;
  guint64  n_distinct;
  guint64  n_numbers;
  double   sum;
  double   mean;
  char    *min;
  char    *max;
} VdtResultSums;

VdtResultFilter *vdt_result_filter_new    (guint            column,
                                           VdtResultTest    test,
                                           const char      *text);
VdtResultFilter *vdt_result_filter_copy   (VdtResultFilter *self);
void             vdt_result_filter_free   (VdtResultFilter *self);
VdtResultOrder  *vdt_result_order_new     (void);
VdtResultOrder  *vdt_result_order_copy    (VdtResultOrder  *self);
void             vdt_result_order_free    (VdtResultOrder  *self);
void             vdt_result_order_set     (VdtResultOrder  *self,
                                           VdtResultFilter *filter,
                                           guint            column);
void             vdt_result_values_free   (VdtResultValues *self);
void             vdt_result_sums_free     (VdtResultSums   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtResultOrder, vdt_result_order_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtResultValues, vdt_result_values_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtResultSums, vdt_result_sums_free)

G_END_DECLS
