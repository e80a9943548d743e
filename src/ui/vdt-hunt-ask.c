/* vdt-hunt-ask.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-ask.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-feedback.h"
#include "vdt-session-model.h"

#define MOST_BEFORE 12          /* questions that a follow-up can refer to */

/**
 * VdtHuntAsk:
 *
 * An entry for a question; below it the proposed query with a reading per line,
 * other readings beside it, and what may be asked next. Nothing runs but on a
 * click, or at once if the analyst wants that.
 */
struct _VdtHuntAsk
{
  GtkWidget        parent_instance;

  GtkWidget       *content;
  GtkEntry        *entry;
  GtkWidget       *ask_button;
  GtkWidget       *model_button;
  GtkWidget       *answer;
  GtkLabel        *head;
  GtkWidget       *run_button;
  GtkWidget       *add_button;
  GtkGrid         *lines;
  GtkLabel        *notes;
  GtkFlowBox      *readings;
  GtkFlowBox      *next;
  GtkWidget       *judging;
  GtkEntry        *say_entry;
  GtkEntry        *means_entry;
  GtkPopover      *teach_popover;
  GtkCheckButton  *at_once;

  VdtSession      *session;
  VdtAsked        *asked;
  GPtrArray       *before;      /* questions, oldest first */
  GCancellable    *cancellable;
  GtkTextBuffer   *buffer;      /* of the editor */
};

G_DEFINE_FINAL_TYPE (VdtHuntAsk, vdt_hunt_ask, GTK_TYPE_WIDGET)

static guint take_signal;

static void
take (VdtHuntAsk *self,
      const char *kql,
      gboolean    run)
{
  g_signal_emit (self, take_signal, 0, kql, run);
}

static void
run_cb (VdtHuntAsk *self)
{
  if (self->asked != NULL && self->asked->kql != NULL)
    take (self, self->asked->kql, TRUE);
}

static void
add_cb (VdtHuntAsk *self)
{
  if (self->asked != NULL && self->asked->kql != NULL)
    take (self, self->asked->kql, FALSE);
}

static void
reject_cb (VdtHuntAsk *self)
{
  gtk_widget_set_visible (self->answer, FALSE);
  g_clear_pointer (&self->asked, vdt_asked_free);
  g_ptr_array_set_size (self->before, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
clear_box (GtkFlowBox *box)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (box, 0)) != NULL)
    gtk_flow_box_remove (box, GTK_WIDGET (child));
}

static void
reading_clicked_cb (GtkButton *button,
                    gpointer   user_data)
{
  take (user_data, g_object_get_data (G_OBJECT (button), "kql"), FALSE);
}

static void
next_clicked_cb (GtkButton *button,
                 gpointer   user_data)
{
  vdt_hunt_ask_ask (user_data, g_object_get_data (G_OBJECT (button), "question"));
}

static void
add_button (GtkFlowBox *box,
            const char *label,
            const char *tooltip,
            const char *name,
            const char *value,
            GCallback   callback,
            VdtHuntAsk *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  g_object_set_data_full (G_OBJECT (button), name, g_strdup (value), g_free);
  g_signal_connect (button, "clicked", callback, self);
  gtk_flow_box_append (box, button);
}

static void
show_lines (VdtHuntAsk *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_grid_remove (self->lines, child);
  for (guint i = 0; i < self->asked->lines->len; i++)
    {
      VdtAskedLine *line = g_ptr_array_index (self->asked->lines, i);
      GtkWidget *code = gtk_label_new (line->line);
      GtkWidget *text = gtk_label_new (line->text);

      gtk_label_set_xalign (GTK_LABEL (code), 0);
      gtk_label_set_selectable (GTK_LABEL (code), TRUE);
      gtk_widget_add_css_class (code, "monospace");
      gtk_label_set_xalign (GTK_LABEL (text), 0);
      gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (text, TRUE);
      gtk_widget_set_tooltip_text (text, line->text);
      gtk_widget_add_css_class (text, "dim-label");
      gtk_grid_attach (self->lines, code, 0, (int) i, 1, 1);
      gtk_grid_attach (self->lines, text, 1, (int) i, 1, 1);
    }
}

static void
add_note (GString    *notes,
          const char *title,
          char      **items)
{
  g_autofree char *joined = items != NULL ? g_strjoinv (", ", items) : NULL;

  if (joined != NULL && *joined != '\0')
    g_string_append_printf (notes, "%s%s %s", notes->len > 0 ? "\n" : "", title, joined);
}

static void
show_notes (VdtHuntAsk *self)
{
  g_autoptr(GString) notes = g_string_new (NULL);

  add_note (notes, _("Not understood:"), self->asked->unmapped);
  add_note (notes, _("Check:"), self->asked->warnings);
  add_note (notes, _("Mended:"), self->asked->changes);
  if (self->asked->problem != NULL)
    g_string_append_printf (notes, "%s%s", notes->len > 0 ? "\n" : "", self->asked->problem);
  gtk_label_set_label (self->notes, notes->str);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), notes->len > 0);
}

static char *
dup_rows (guint64 rows)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, rows);

  if (rows == 0)
    return g_strdup (_("no rows here"));

  /* Translators: how many rows a table has in this workspace. */
  return g_strdup_printf (ngettext ("%s row here", "%s rows here", (gulong) rows), number);
}

static void
show_readings (VdtHuntAsk *self)
{
  clear_box (self->readings);
  for (guint i = 0; i < self->asked->readings->len; i++)
    {
      VdtAskedReading *reading = g_ptr_array_index (self->asked->readings, i);
      g_autofree char *rows = dup_rows (reading->rows);
      g_autofree char *label = g_strdup_printf ("%s · %s", reading->table, rows);

      add_button (self->readings, label, reading->text, "kql", reading->kql, G_CALLBACK (reading_clicked_cb), self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->readings), self->asked->readings->len > 0);
}

static char *
dup_head (VdtHuntAsk *self)
{
  const VdtAsked *asked = self->asked;
  g_autofree char *rows = asked->table != NULL ? dup_rows (asked->rows) : NULL;

  if (asked->kql == NULL)
    return g_strdup (_("Nothing of this was understood. Name what to look for: devices, emails, logons, a program."));
  if (asked->by_model)
    return g_strdup (_("Proposed by the model; it binds. Check it before you run it."));
  if (asked->learned)
    return g_strdup_printf (_("As you taught · %s: %s"), asked->table, rows);

  return g_strdup_printf (_("Proposed · %s: %s"), asked->table, rows);
}

static void
show_answer (VdtHuntAsk *self)
{
  g_autofree char *head = dup_head (self);
  gboolean has_query = self->asked->kql != NULL;

  gtk_label_set_label (self->head, head);
  gtk_widget_set_visible (self->run_button, has_query);
  gtk_widget_set_visible (self->add_button, has_query);
  gtk_widget_set_visible (self->judging, has_query);
  show_lines (self);
  show_notes (self);
  show_readings (self);
  clear_box (self->next);
  gtk_widget_set_visible (GTK_WIDGET (self->next), FALSE);
  gtk_widget_set_visible (self->answer, TRUE);
}

static void
set_busy (VdtHuntAsk *self,
          gboolean    busy)
{
  gtk_widget_set_sensitive (self->ask_button, !busy);
  gtk_widget_set_sensitive (self->model_button, !busy);
}

static void
take_answer (VdtHuntAsk *self,
             VdtAsked   *asked)
{
  g_clear_pointer (&self->asked, vdt_asked_free);
  self->asked = asked;
  show_answer (self);
  if (asked->kql == NULL)
    return;

  if (self->before->len >= MOST_BEFORE)
    g_ptr_array_remove_index (self->before, 0);
  g_ptr_array_add (self->before, g_strdup (asked->question));
  if (!asked->by_model && vdt_session_get_ask_runs (self->session))
    take (self, asked->kql, TRUE);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VdtHuntAsk) self = user_data;
  g_autoptr(GError) error = NULL;
  VdtAsked *asked = vdt_session_ask_finish (VDT_SESSION (object), result, &error);

  if (asked == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }
  set_busy (self, FALSE);
  if (self->session != NULL)
    take_answer (self, asked);
  else
    vdt_asked_free (asked);
}

static void
model_asked_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(VdtHuntAsk) self = user_data;
  g_autoptr(GError) error = NULL;
  VdtAsked *asked = vdt_session_ask_model_finish (VDT_SESSION (object), result, &error);

  if (asked == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }
  set_busy (self, FALSE);
  if (self->session != NULL)
    take_answer (self, asked);
  else
    vdt_asked_free (asked);
}

static void
start (VdtHuntAsk *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
}

/**
 * vdt_hunt_ask_ask:
 * @self: a question bar
 * @question: what is asked; a follow-up changes the last query
 */
void
vdt_hunt_ask_ask (VdtHuntAsk *self,
                  const char *question)
{
  g_autofree char *stripped = NULL;
  g_autofree const char **before = NULL;

  g_return_if_fail (VDT_IS_HUNT_ASK (self));
  g_return_if_fail (question != NULL);

  stripped = g_strstrip (g_strdup (question));
  if (*stripped == '\0' || self->session == NULL)
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), stripped);
  before = g_new0 (const char *, self->before->len + 1);
  for (guint i = 0; i < self->before->len; i++)
    before[i] = g_ptr_array_index (self->before, i);
  start (self);
  vdt_session_ask_async (self->session, stripped, before, self->cancellable, asked_cb, g_object_ref (self));
}

static void
ask_cb (VdtHuntAsk *self)
{
  vdt_hunt_ask_ask (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
ask_model_cb (VdtHuntAsk *self)
{
  g_autofree char *question = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*question == '\0' || self->session == NULL)
    return;
  start (self);
  vdt_session_ask_model_async (self->session, question, self->cancellable, model_asked_cb, g_object_ref (self));
}

static void
judge (VdtHuntAsk *self,
       const char *verdict)
{
  if (self->asked == NULL || self->session == NULL)
    return;
  vdt_session_judge_question (self->session, self->asked, verdict, NULL);
  vdt_feedback_toast (GTK_WIDGET (self), _("Kept in the workspace"));
}

static void
right_cb (VdtHuntAsk *self)
{
  judge (self, "right");
}

static void
wrong_cb (VdtHuntAsk *self)
{
  judge (self, "wrong");
}

static void
taught (VdtHuntAsk *self,
        gboolean    done,
        GError     *error)
{
  if (!done)
    {
      vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }
  gtk_popover_popdown (self->teach_popover);
  vdt_feedback_toast (GTK_WIDGET (self), _("Learned for this workspace"));
}

static void
teach_word_cb (VdtHuntAsk *self)
{
  g_autoptr(GError) error = NULL;

  if (self->session == NULL)
    return;
  taught (self, vdt_session_teach_word (self->session, gtk_editable_get_text (GTK_EDITABLE (self->say_entry)),
                                        gtk_editable_get_text (GTK_EDITABLE (self->means_entry)), &error),
          error);
}

/* What is selected in the editor, or all of it. */
static char *
dup_editor_text (VdtHuntAsk *self)
{
  GtkTextIter from, to;

  if (self->buffer == NULL)
    return g_strdup ("");
  if (!gtk_text_buffer_get_selection_bounds (self->buffer, &from, &to))
    gtk_text_buffer_get_bounds (self->buffer, &from, &to);

  return g_strstrip (gtk_text_buffer_get_text (self->buffer, &from, &to, TRUE));
}

static void
teach_question_cb (VdtHuntAsk *self)
{
  g_autofree char *text = dup_editor_text (self);
  g_autoptr(GError) error = NULL;

  if (self->session == NULL || self->asked == NULL)
    return;
  taught (self, vdt_session_teach_question (self->session, self->asked->question, text, &error), error);
}

static void
at_once_cb (VdtHuntAsk *self)
{
  if (self->session != NULL)
    vdt_session_set_ask_runs (self->session, gtk_check_button_get_active (self->at_once));
}

static void
vdt_hunt_ask_dispose (GObject *object)
{
  VdtHuntAsk *self = VDT_HUNT_ASK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->asked, vdt_asked_free);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_clear_object (&self->buffer);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_HUNT_ASK);

  G_OBJECT_CLASS (vdt_hunt_ask_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, content);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, entry);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, ask_button);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, model_button);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, answer);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, head);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, run_button);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, add_button);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, lines);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, notes);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, readings);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, next);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, judging);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, say_entry);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, means_entry);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, teach_popover);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntAsk, at_once);
}

static void
vdt_hunt_ask_class_init (VdtHuntAskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_hunt_ask_dispose;

  /**
   * VdtHuntAsk::take:
   * @self: a question bar
   * @kql: a query
   * @run: whether it is to be run
   *
   * The analyst takes a query into the editor.
   */
  take_signal = g_signal_new ("take", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                              G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "huntask");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/vedette/Vedette/vdt-hunt-ask.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_model_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, reject_cb);
  gtk_widget_class_bind_template_callback (widget_class, right_cb);
  gtk_widget_class_bind_template_callback (widget_class, wrong_cb);
  gtk_widget_class_bind_template_callback (widget_class, teach_word_cb);
  gtk_widget_class_bind_template_callback (widget_class, teach_question_cb);
  gtk_widget_class_bind_template_callback (widget_class, at_once_cb);
}

static void
vdt_hunt_ask_init (VdtHuntAsk *self)
{
  self->before = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vdt_hunt_ask_set_session:
 * @self: a question bar
 * @session: an open session
 * @buffer: the editor's text, which can be taught as the answer to a question
 */
void
vdt_hunt_ask_set_session (VdtHuntAsk    *self,
                          VdtSession    *session,
                          GtkTextBuffer *buffer)
{
  g_autoptr(VdtModelSettings) model = NULL;

  g_return_if_fail (VDT_IS_HUNT_ASK (self));
  g_return_if_fail (VDT_IS_SESSION (session));

  gtk_check_button_set_active (self->at_once, vdt_session_get_ask_runs (session));
  g_set_object (&self->session, session);
  g_set_object (&self->buffer, buffer);
  model = vdt_session_dup_model (session);
  gtk_widget_set_visible (self->model_button, model->enabled);
}

/**
 * vdt_hunt_ask_get_asked:
 * @self: a question bar
 *
 * Returns: (transfer none) (nullable): the answer that is shown
 */
const VdtAsked *
vdt_hunt_ask_get_asked (VdtHuntAsk *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_ASK (self), NULL);

  return self->asked;
}

/**
 * vdt_hunt_ask_show_next:
 * @self: a question bar
 * @run: a run that is over
 *
 * Offers what may be asked next, if the last answer's query ran.
 */
void
vdt_hunt_ask_show_next (VdtHuntAsk  *self,
                        VdtQueryRun *run)
{
  g_auto(GStrv) next = NULL;

  g_return_if_fail (VDT_IS_HUNT_ASK (self));

  if (self->asked == NULL || self->asked->kql == NULL || self->session == NULL ||
      strstr (vdt_query_run_get_text (run), self->asked->kql) == NULL)
    return;

  clear_box (self->next);
  next = vdt_session_dup_next_questions (self->session, self->asked->question, run);
  for (guint i = 0; next[i] != NULL; i++)
    add_button (self->next, next[i], _("Ask This Next"), "question", next[i], G_CALLBACK (next_clicked_cb), self);
  gtk_widget_set_visible (GTK_WIDGET (self->next), next[0] != NULL);
}
