/* vdt-proposal-diff.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-proposal-diff.h"

#include <string.h>

static void
change_clear (gpointer data)
{
  VdtStatementChange *change = data;

  g_clear_object (&change->older);
  g_clear_object (&change->newer);
}

static gboolean
same_text (VdtStatement *a,
           VdtStatement *b)
{
  return g_strcmp0 (vdt_statement_get_section (a), vdt_statement_get_section (b)) == 0
         && g_strcmp0 (vdt_statement_get_text (a), vdt_statement_get_text (b)) == 0;
}

/* Of two sentences of one section that differ: how much they rest on the same. */
static double
kinship (VdtStatement *a,
         VdtStatement *b)
{
  const char *const *first = vdt_statement_get_fact_ids (a);
  const char *const *second = vdt_statement_get_fact_ids (b);
  g_autoptr(GHashTable) ids = NULL;
  guint common = 0;
  guint n = 0;

  if (g_strcmp0 (vdt_statement_get_section (a), vdt_statement_get_section (b)) != 0)
    return 0;

  ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; first != NULL && first[i] != NULL; i++)
    g_hash_table_add (ids, (gpointer) first[i]);
  for (; second != NULL && second[n] != NULL; n++)
    common += g_hash_table_contains (ids, second[n]);

  return (double) common / MAX (MAX (g_hash_table_size (ids), n), 1);
}

static GPtrArray *
list_statements (VdtProposal *proposal)
{
  GListModel *model = vdt_proposal_get_statements (proposal);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (list, g_list_model_get_item (model, i));

  return list;
}

/* Pairs equal sentences first, then the most kindred of the rest, in order. */
static int *
pair_up (GPtrArray *older,
         GPtrArray *newer)
{
  int *partner = g_new (int, newer->len + 1);
  g_autofree gboolean *taken = g_new0 (gboolean, older->len + 1);

  for (guint i = 0; i < newer->len; i++)
    {
      partner[i] = -1;
      for (guint j = 0; j < older->len && partner[i] < 0; j++)
        if (!taken[j] && same_text (g_ptr_array_index (older, j), g_ptr_array_index (newer, i)))
          {
            partner[i] = (int) j;
            taken[j] = TRUE;
          }
    }

  for (guint i = 0; i < newer->len; i++)
    {
      double best = 0;
      int found = -1;

      for (guint j = 0; partner[i] < 0 && j < older->len; j++)
        {
          double kin = taken[j] ? 0 : kinship (g_ptr_array_index (older, j), g_ptr_array_index (newer, i));

          if (kin > best)
            {
              best = kin;
              found = (int) j;
            }
        }
      if (found >= 0)
        {
          partner[i] = found;
          taken[found] = TRUE;
        }
    }

  return partner;
}

/**
 * vdt_proposal_diff:
 * @older: what was said before
 * @newer: what is said now
 *
 * Returns: (transfer full) (element-type VdtStatementChange): the sentences of
 *   @newer in their order, then what was removed
 */
GArray *
vdt_proposal_diff (VdtProposal *older,
                   VdtProposal *newer)
{
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;
  g_autofree int *partner = NULL;
  g_autofree gboolean *kept = NULL;
  GArray *changes;

  g_return_val_if_fail (VDT_IS_PROPOSAL (older) && VDT_IS_PROPOSAL (newer), NULL);

  before = list_statements (older);
  after = list_statements (newer);
  partner = pair_up (before, after);
  kept = g_new0 (gboolean, before->len + 1);
  changes = g_array_new (FALSE, FALSE, sizeof (VdtStatementChange));
  g_array_set_clear_func (changes, change_clear);

  for (guint i = 0; i < after->len; i++)
    {
      VdtStatement *now = g_ptr_array_index (after, i);
      VdtStatementChange change = { "new", NULL, g_object_ref (now) };

      if (partner[i] >= 0)
        {
          change.older = g_object_ref (g_ptr_array_index (before, partner[i]));
          change.change = same_text (change.older, now) ? "same" : "changed";
          kept[partner[i]] = TRUE;
        }
      g_array_append_val (changes, change);
    }

  for (guint i = 0; i < before->len; i++)
    if (!kept[i])
      {
        VdtStatementChange change = { "removed", g_object_ref (g_ptr_array_index (before, i)), NULL };

        g_array_append_val (changes, change);
      }

  return changes;
}

/**
 * vdt_proposal_mark_changes:
 * @older: what was said before
 * @newer: what is said now
 *
 * Sets #VdtStatement:change of each statement of @newer.
 */
void
vdt_proposal_mark_changes (VdtProposal *older,
                           VdtProposal *newer)
{
  g_autoptr(GArray) changes = vdt_proposal_diff (older, newer);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const VdtStatementChange *change = &g_array_index (changes, VdtStatementChange, i);

      if (change->newer != NULL)
        vdt_record_set_text (change->newer, "change", change->change);
    }
}
