/* vdt-hunt-call.h
 *
 * How a function of the query language is written: a line in a table and a C
 * function for one row. Reading the vectors, nulls, constants and the result
 * is done here once for all of them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <duckdb.h>
#include <glib.h>

G_BEGIN_DECLS

#define VDT_HUNT_MAX_ARGUMENTS 160

typedef struct _VdtHuntCall VdtHuntCall;

typedef struct
{
  const char *text;
  gsize       length;
} VdtHuntText;

typedef struct
{
  gboolean null;
  union
  {
    VdtHuntText text;
    gint64      integer;     /* bool, int, long and ticks */
    double      real;
  };
} VdtHuntValue;

/**
 * VdtHuntFunction:
 * @name: its name in SQL, `kql_…`
 * @types: the type of the result, a colon, the types of the arguments; see below
 * @run: makes the result of one row; must not fail
 * @prepare: (nullable): makes something out of argument @prepared, once for a constant
 * @release: frees what @prepare made
 * @prepared: the number of that argument
 * @extra: for @run, to tell functions apart that share it
 *
 * Types: `b` bool, `i` int, `l` long or ticks, `d` real, `s` text that is never
 * null (a null comes in as ""), `j` the
 * text of a dynamic, which may be null. A null in `b`, `i`, `l` or `d` makes the
 * result null without a call; written as `B`, `I`, `L`, `D` the function gets to
 * see it. `*` behind the last one repeats it. The result may be `[`, a list of
 * texts that may be null: vdt_hunt_return_item() adds to it.
 */
typedef struct
{
  const char  *name;
  const char  *types;
  void       (*run)     (VdtHuntCall *call);
  gpointer   (*prepare) (VdtHuntText text,
                         int         extra);
  void       (*release) (gpointer prepared);
  guint        prepared;
  int          extra;
  gboolean     is_volatile;
} VdtHuntFunction;

/**
 * VdtHuntCall:
 * @n: how many arguments there are
 * @arguments: the values of the row
 * @prepared: what VdtHuntFunction.prepare made, possibly %NULL
 * @extra: VdtHuntFunction.extra
 * @out: empty; what is appended becomes the result if it is a text
 * @result: the result, null until set
 * @items: of a list, where each element ends in @out
 */
struct _VdtHuntCall
{
  guint         n;
  VdtHuntValue *arguments;
  gpointer      prepared;
  int           extra;
  GString      *out;
  VdtHuntValue  result;
  GArray       *items;
};

/* What has been appended to call->out since the last item becomes one. */
static inline void
vdt_hunt_return_item (VdtHuntCall *call,
                      gboolean     null)
{
  gint64 end = null ? -1 - (gint64) call->out->len : (gint64) call->out->len;

  call->result.null = FALSE;
  g_array_append_val (call->items, end);
}

static inline VdtHuntText
vdt_hunt_call_text (const VdtHuntCall *call,
                    guint              i)
{
  return call->arguments[i].text;
}

static inline gint64
vdt_hunt_call_integer (const VdtHuntCall *call,
                       guint              i)
{
  return call->arguments[i].integer;
}

static inline double
vdt_hunt_call_real (const VdtHuntCall *call,
                    guint              i)
{
  return call->arguments[i].real;
}

static inline gboolean
vdt_hunt_call_null (const VdtHuntCall *call,
                    guint              i)
{
  return call->arguments[i].null;
}

static inline void
vdt_hunt_return_integer (VdtHuntCall *call,
                         gint64       value)
{
  call->result.null = FALSE;
  call->result.integer = value;
}

static inline void
vdt_hunt_return_real (VdtHuntCall *call,
                      double       value)
{
  call->result.null = FALSE;
  call->result.real = value;
}

/* The text must live until the row is done. */
static inline void
vdt_hunt_return_text (VdtHuntCall *call,
                      const char  *text,
                      gsize        length)
{
  call->result.null = FALSE;
  call->result.text.text = text;
  call->result.text.length = length;
}

/* What has been appended to call->out. */
static inline void
vdt_hunt_return_out (VdtHuntCall *call)
{
  vdt_hunt_return_text (call, call->out->str, call->out->len);
}

gboolean vdt_hunt_register (duckdb_connection       connection,
                            const VdtHuntFunction  *functions,
                            gsize                   n_functions,
                            GError                **error);

G_END_DECLS
