/* vdt-hunt-fold.h
 *
 * How an aggregate is written: a line in a table and four C functions.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-call.h"

G_BEGIN_DECLS

/**
 * VdtHuntFold:
 * @name: its name in SQL, `kql_…`
 * @types: as of VdtHuntFunction; `h` is a hash (UBIGINT), a result `<` a list of
 *   long; a row with a null in a small letter but `s` and `j` is left out
 * @add: takes in a row; *@state is %NULL at first
 * @merge: takes in what another thread has gathered, which stays as it is
 * @finish: makes the result of what was gathered, of %NULL if that is nothing;
 *   a text is appended to @out, of a list @longs
 * @free: frees a state
 * @extra: to tell folds apart that share functions
 */
typedef struct
{
  const char  *name;
  const char  *types;
  void       (*add)    (gpointer           *state,
                        const VdtHuntValue *arguments,
                        int                 extra);
  void       (*merge)  (gpointer           *state,
                        gpointer            other,
                        int                 extra);
  void       (*finish) (gpointer            state,
                        GString            *out,
                        GArray             *longs,
                        VdtHuntValue       *result,
                        int                 extra);
  void       (*free)   (gpointer            state);
  int          extra;
} VdtHuntFold;

/* Makes what has been appended to @out the result. */
static inline void
vdt_hunt_fold_return_text (VdtHuntValue *result)
{
  result->null = FALSE;
}

gboolean vdt_hunt_register_folds (duckdb_connection    connection,
                                  const VdtHuntFold   *folds,
                                  gsize                n_folds,
                                  GError             **error);

G_END_DECLS
