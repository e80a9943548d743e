/* vdt-kql-editor-check.c
 *
 * What the queries mean, found out a moment after typing pauses, on a worker, the
 * queries in view first. A query that was not touched is not looked at again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-editor-private.h"

#define CHECK_DELAY  120         /* ms after the last key */
#define BATCH        (128 << 10) /* bytes of queries at a time; 10 ms of the worker */
#define MAX_PROBLEMS 200         /* who has more begins with the first */

typedef struct
{
  GPtrArray     *blocks;         /* (element-type VdtKqlBlock) */
  GPtrArray     *facts;          /* (element-type VdtKqlFacts), of each block */
  VdtKqlCatalog *catalog;
} Check;

static void check_more (VdtKqlEditor *self);

void
vdt_kql_facts_free (VdtKqlFacts *facts)
{
  g_array_unref (facts->spans);
  g_ptr_array_unref (facts->problems);
  g_free (facts);
}

static void
check_free (Check *check)
{
  g_ptr_array_unref (check->blocks);
  g_ptr_array_unref (check->facts);
  vdt_kql_catalog_unref (check->catalog);
  g_free (check);
}

/* The block's own tree is made on the main thread when asked for: this one is another. */
static VdtKqlFacts *
find_facts (VdtKqlBlock   *block,
            VdtKqlCatalog *catalog,
            GCancellable  *cancellable)
{
  const VdtKqlAnalyzeOptions options = { .cancellable = cancellable };
  VdtKqlFacts *facts = g_new0 (VdtKqlFacts, 1);
  gsize length;
  const char *text = vdt_kql_block_get_text (block, &length);
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (text, (gssize) length, NULL);
  g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, catalog, &options);
  GPtrArray *diagnostics = vdt_kql_analysis_get_diagnostics (analysis);

  facts->spans = vdt_kql_classify (tree, analysis);
  facts->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_kql_diagnostic_free);
  for (guint i = 0; i < diagnostics->len && i < MAX_PROBLEMS; i++)
    g_ptr_array_add (facts->problems, vdt_kql_diagnostic_copy (g_ptr_array_index (diagnostics, i)));

  return facts;
}

static void
check_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Check *check = task_data;

  for (guint i = 0; i < check->blocks->len && !g_cancellable_is_cancelled (cancellable); i++)
    g_ptr_array_add (check->facts, find_facts (g_ptr_array_index (check->blocks, i), check->catalog, cancellable));
  g_task_return_boolean (task, TRUE);
}

static void
mark_problems (VdtKqlEditor *self)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_bounds (self->buffer, &from, &to);
  for (guint i = 0; i < G_N_ELEMENTS (self->problem_tags); i++)
    gtk_text_buffer_remove_tag (self->buffer, self->problem_tags[i], &from, &to);

  for (guint i = 0; i < self->problems->len; i++)
    {
      const VdtKqlDiagnostic *problem = g_ptr_array_index (self->problems, i);

      vdt_kql_editor_get_iter (self, problem->start, &from);
      if (gtk_text_iter_get_chars_in_line (&from) > VDT_KQL_MAX_LINE)
        continue;

      vdt_kql_editor_get_iter (self, problem->start + problem->length, &to);
      /* Where something is missing there is nothing to underline but what is before. */
      if (gtk_text_iter_equal (&from, &to) && gtk_text_iter_ends_line (&to))
        gtk_text_iter_backward_char (&from);
      else if (gtk_text_iter_equal (&from, &to))
        gtk_text_iter_forward_char (&to);
      gtk_text_buffer_apply_tag (self->buffer, self->problem_tags[problem->severity], &from, &to);
    }
}

/* Of a query that is not checked yet nothing is said. */
static void
gather_problems (VdtKqlEditor *self)
{
  gsize start = 0;

  g_ptr_array_set_size (self->problems, 0);
  for (guint i = 0; i < vdt_kql_document_get_n_blocks (self->document); i++)
    {
      VdtKqlBlock *block = vdt_kql_document_get_block (self->document, i);
      const VdtKqlFacts *facts = vdt_kql_block_get_analysis (block);
      gsize length;

      for (guint j = 0; facts != NULL && j < facts->problems->len && self->problems->len < MAX_PROBLEMS; j++)
        {
          VdtKqlDiagnostic *problem = vdt_kql_diagnostic_copy (g_ptr_array_index (facts->problems, j));

          problem->start += start;
          for (guint k = 0; problem->fixes != NULL && k < problem->fixes->len; k++)
            {
              GPtrArray *edits = ((VdtKqlFix *) g_ptr_array_index (problem->fixes, k))->edits;

              for (guint l = 0; l < edits->len; l++)
                ((VdtKqlTextEdit *) g_ptr_array_index (edits, l))->start += start;
            }
          g_ptr_array_add (self->problems, problem);
        }
      vdt_kql_block_get_text (block, &length);
      start += length;
    }

  mark_problems (self);
  g_signal_emit_by_name (self, "problems-changed");
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  VdtKqlEditor *self = VDT_KQL_EDITOR (object);
  Check *check = g_task_get_task_data (G_TASK (result));
  gboolean is_current = self->checking == g_task_get_cancellable (G_TASK (result));

  /* Cancelled: the names mean something else by now, or the editor is gone. */
  if (!g_task_propagate_boolean (G_TASK (result), NULL) || !is_current)
    return;

  g_clear_object (&self->checking);
  for (guint i = check->facts->len; i > 0; i--)
    {
      VdtKqlFacts *facts = g_ptr_array_steal_index (check->facts, i - 1);

      vdt_kql_block_set_analysis (g_ptr_array_index (check->blocks, i - 1), facts, (GDestroyNotify) vdt_kql_facts_free);
    }
  vdt_kql_editor_paint_soon (self);
  if (self->check_id == 0)
    check_more (self);
}

/* Queries without facts: those in view, and only if there is none, others. */
static GPtrArray *
find_unknown (VdtKqlEditor *self)
{
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_kql_block_unref);
  gsize from, to;

  vdt_kql_editor_get_visible (self, &from, &to);
  for (guint round = 0; round < 2 && blocks->len == 0; round++)
    {
      gsize start = 0;
      gsize taken = 0;

      for (guint i = 0; i < vdt_kql_document_get_n_blocks (self->document) && taken < BATCH; i++)
        {
          VdtKqlBlock *block = vdt_kql_document_get_block (self->document, i);
          gsize length;

          vdt_kql_block_get_text (block, &length);
          if (vdt_kql_block_get_analysis (block) == NULL && (round > 0 || (start <= to && start + length >= from)))
            {
              g_ptr_array_add (blocks, vdt_kql_block_ref (block));
              taken += length;
            }
          start += length;
        }
    }

  return g_steal_pointer (&blocks);
}

static void
check_more (VdtKqlEditor *self)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GPtrArray) blocks = find_unknown (self);
  Check *check;

  if (blocks->len == 0)
    {
      gather_problems (self);
      return;
    }

  check = g_new0 (Check, 1);
  check->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_kql_facts_free);
  check->blocks = g_steal_pointer (&blocks);
  check->catalog = vdt_kql_catalog_ref (self->catalog);
  self->checking = g_cancellable_new ();
  task = g_task_new (self, self->checking, checked_cb, NULL);
  g_task_set_source_tag (task, check_more);
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  g_task_run_in_thread (task, check_thread);
}

static gboolean
check_cb (gpointer user_data)
{
  VdtKqlEditor *self = user_data;

  self->check_id = 0;
  /* One that still runs goes on with what is new when it is done. */
  if (self->catalog != NULL && self->checking == NULL)
    check_more (self);

  return G_SOURCE_REMOVE;
}

void
vdt_kql_editor_check_soon (VdtKqlEditor *self)
{
  g_clear_handle_id (&self->check_id, g_source_remove);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    self->check_id = g_timeout_add (CHECK_DELAY, check_cb, self);
}

/* Names mean something else now, or colours have to be put anew. */
void
vdt_kql_editor_forget (VdtKqlEditor *self)
{
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  g_clear_pointer (&self->asked, vdt_kql_analysis_unref);
  g_clear_pointer (&self->asked_block, vdt_kql_block_unref);
  for (guint i = 0; i < vdt_kql_document_get_n_blocks (self->document); i++)
    vdt_kql_block_set_analysis (vdt_kql_document_get_block (self->document, i), NULL, NULL);
  vdt_kql_editor_check_soon (self);
}

/**
 * vdt_kql_editor_get_problems:
 * @self: an editor
 *
 * What is wrong with the queries, as of the last pause in typing; `problems-changed` tells
 * when that is new.
 *
 * Returns: (transfer none) (element-type VdtKqlDiagnostic): in text order, places in
 *   the whole text
 */
GPtrArray *
vdt_kql_editor_get_problems (VdtKqlEditor *self)
{
  g_return_val_if_fail (VDT_IS_KQL_EDITOR (self), NULL);

  return self->problems;
}
