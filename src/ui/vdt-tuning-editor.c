/* vdt-tuning-editor.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-tuning-editor.h"

#include <glib/gi18n.h>

#include "vdt-window-keys.h"

/**
 * VdtTuningEditor:
 *
 * The groups of a rule, all or any of which must hold; in each, conditions all or any
 * of which must hold. Emits #VdtTuningEditor::saved.
 */
struct _VdtTuningEditor
{
  AdwWindow      parent_instance;

  GtkEntry      *name;
  GtkDropDown   *action;
  GtkDropDown   *join;
  GtkBox        *groups;
  GtkLabel      *problem;

  VdtSession    *session;
  VdtTuningRule *rule;
};

G_DEFINE_FINAL_TYPE (VdtTuningEditor, vdt_tuning_editor, ADW_TYPE_WINDOW)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The words for data/queue/tuning.json. */
static const char *const field_titles[] = {
  N_("Alert"), N_("Severity"), N_("Category"), N_("Service"), N_("Detector"), N_("Device"), N_("User"),
  N_("File name"), N_("Folder"), N_("File hash"), N_("Signer"), N_("Command line"), N_("IP address"), N_("Domain"),
  N_("URL"), N_("Mail subject"), N_("Mail sender"), N_("Registry key"), N_("Any evidence"),
};

static const char *
title_of (const VdtTuningField *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (field_titles); i++)
    if (g_str_equal (field_titles[i], field->title))
      return gettext (field_titles[i]);

  return field->title;
}

/* {{{ rows */

static GtkWidget *
labelled (GtkWidget  *widget,
          const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return widget;
}

static GtkWidget *
join_new (const char *label,
          const char *all,
          const char *any,
          const char *kind)
{
  const char *choices[] = { all, any, NULL };
  GtkWidget *join = labelled (gtk_drop_down_new_from_strings (choices), label);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (join), g_strcmp0 (kind, "any") == 0);

  return join;
}

static const char *
join_kind (GtkDropDown *join)
{
  return gtk_drop_down_get_selected (join) == 1 ? "any" : "all";
}

static void
remove_parent_cb (GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_parent (button);

  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (row)), row);
}

static GtkWidget *
remove_new (const char *label)
{
  GtkWidget *button = labelled (gtk_button_new_from_icon_name ("vdt-close-symbolic"), label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_parent_cb), NULL);

  return button;
}

/* A line: field, pattern, and a button that takes the line away. */
static GtkWidget *
condition_new (const char *field_id,
               const char *pattern)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *choice;
  GtkWidget *entry = labelled (gtk_entry_new (), _("Pattern; * stands for anything, ? for one character"));
  guint n;
  guint selected = 0;
  const VdtTuningField *fields = vdt_tuning_get_fields (&n);

  for (guint i = 0; i < n; i++)
    {
      gtk_string_list_append (titles, title_of (&fields[i]));
      if (g_strcmp0 (fields[i].id, field_id) == 0)
        selected = i;
    }
  choice = labelled (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL), _("What the condition is about"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  gtk_editable_set_text (GTK_EDITABLE (entry), pattern);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Pattern, with * and ?"));
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_box_append (GTK_BOX (row), choice);
  gtk_box_append (GTK_BOX (row), entry);
  gtk_box_append (GTK_BOX (row), remove_new (_("Remove the Condition")));

  return row;
}

static void
add_condition_cb (GtkWidget *button)
{
  GtkWidget *lines = gtk_widget_get_prev_sibling (gtk_widget_get_parent (button));
  GtkWidget *row = condition_new (NULL, "");

  gtk_box_append (GTK_BOX (lines), row);
  gtk_widget_grab_focus (gtk_widget_get_first_child (row));
}

/* A card: how its conditions go together, the conditions, and what adds one. */
static GtkWidget *
group_new (const char *kind,
           GVariant   *inside)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_with_label (_("Add a Condition"));
  gsize n = inside != NULL ? g_variant_n_children (inside) : 0;

  gtk_widget_add_css_class (group, "card");
  gtk_widget_add_css_class (group, "toolbar");
  gtk_box_append (GTK_BOX (group), join_new (_("How many of the conditions must hold"), _("All of these conditions"),
                                               _("Any of these conditions"), kind));
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (inside, i);
      g_autoptr(GVariant) child = g_variant_get_variant (boxed);
      const char *child_kind, *field, *pattern;

      g_variant_get (child, "(&s&s&s@av)", &child_kind, &field, &pattern, NULL);
      if (g_str_equal (child_kind, "is"))
        gtk_box_append (GTK_BOX (lines), condition_new (field, pattern));
    }
  if (n == 0)
    gtk_box_append (GTK_BOX (lines), condition_new (NULL, ""));
  g_signal_connect (add, "clicked", G_CALLBACK (add_condition_cb), NULL);
  gtk_box_append (GTK_BOX (foot), add);
  gtk_box_append (GTK_BOX (group), lines);
  gtk_box_append (GTK_BOX (group), foot);

  return group;
}

static void
add_group_cb (VdtTuningEditor *self)
{
  GtkWidget *group = group_new ("all", NULL);

  gtk_box_append (self->groups, group);
  gtk_widget_child_focus (group, GTK_DIR_TAB_FORWARD);
}

/* }}} */
/* {{{ to and from the rule */

static GVariant *
read_group (GtkWidget *group)
{
  GtkWidget *join = gtk_widget_get_first_child (group);
  GtkWidget *lines = gtk_widget_get_next_sibling (join);
  GVariantBuilder builder;
  guint n;
  const VdtTuningField *fields = vdt_tuning_get_fields (&n);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  for (GtkWidget *row = gtk_widget_get_first_child (lines); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *choice = gtk_widget_get_first_child (row);
      GtkWidget *entry = gtk_widget_get_next_sibling (choice);
      guint selected = MIN (gtk_drop_down_get_selected (GTK_DROP_DOWN (choice)), n - 1);

      g_variant_builder_add (&builder, "v", g_variant_new ("(sssav)", "is", fields[selected].id,
                                                           gtk_editable_get_text (GTK_EDITABLE (entry)), NULL));
    }

  return g_variant_new ("(sssav)", join_kind (GTK_DROP_DOWN (join)), "", "", &builder);
}

static char *
dup_condition (VdtTuningEditor *self)
{
  g_autoptr(GVariant) condition = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    {
      GtkWidget *lines = gtk_widget_get_next_sibling (gtk_widget_get_first_child (group));

      /* a group whose last condition was taken away is gone too */
      if (gtk_widget_get_first_child (lines) != NULL)
        g_variant_builder_add (&builder, "v", read_group (group));
    }
  condition = g_variant_ref_sink (g_variant_new ("(sssav)", join_kind (self->join), "", "", &builder));

  return g_variant_print (condition, FALSE);
}

/* The conditions of the outermost group that stand beside its groups come as a group
 * of their own. */
static void
show_condition (VdtTuningEditor *self,
                GVariant        *condition)
{
  g_autoptr(GVariant) inside = NULL;
  g_autoptr(GVariant) rest = NULL;
  GVariantBuilder loose;
  const char *kind;
  gboolean any_loose = FALSE;

  g_variant_get (condition, "(&s&s&s@av)", &kind, NULL, NULL, &inside);
  gtk_drop_down_set_selected (self->join, g_str_equal (kind, "any"));
  g_variant_builder_init (&loose, G_VARIANT_TYPE ("av"));
  for (gsize i = 0; i < g_variant_n_children (inside); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (inside, i);
      g_autoptr(GVariant) child = g_variant_get_variant (boxed);
      g_autoptr(GVariant) children = NULL;
      const char *child_kind;

      g_variant_get (child, "(&s&s&s@av)", &child_kind, NULL, NULL, &children);
      if (g_str_equal (child_kind, "is"))
        {
          g_variant_builder_add (&loose, "v", child);
          any_loose = TRUE;
        }
      else
        {
          gtk_box_append (self->groups, group_new (child_kind, children));
        }
    }
  rest = g_variant_ref_sink (g_variant_builder_end (&loose));
  if (any_loose)
    gtk_box_append (self->groups, group_new (kind, rest));
}

static void
show_rule (VdtTuningEditor *self)
{
  const char *name = vdt_tuning_rule_get_name (self->rule);
  const char *text = vdt_record_get_text (self->rule, "condition");
  g_autoptr(GVariant) condition = text == NULL ? NULL
                                  : g_variant_parse (G_VARIANT_TYPE ("(sssav)"), text, NULL, NULL, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->name), name == NULL ? "" : name);
  gtk_drop_down_set_selected (self->action, g_strcmp0 (vdt_tuning_rule_get_action (self->rule), "resolve") == 0);
  if (condition != NULL && vdt_tuning_rule_check (self->rule, NULL))
    show_condition (self, condition);
  if (gtk_widget_get_first_child (GTK_WIDGET (self->groups)) == NULL)
    gtk_box_append (self->groups, group_new ("all", NULL));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VdtTuningEditor) self = user_data;
  g_autoptr(GError) error = NULL;

  if (self->session == NULL)
    return;
  if (vdt_session_tuning_finish (VDT_SESSION (object), result, NULL, &error))
    {
      g_signal_emit (self, signals[SAVED], 0);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
save_cb (VdtTuningEditor *self)
{
  g_autofree char *condition = dup_condition (self);
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));

  g_strstrip (name);
  vdt_record_set_text (self->rule, "name", name);
  vdt_record_set_text (self->rule, "action", gtk_drop_down_get_selected (self->action) == 1 ? "resolve" : "hide");
  vdt_record_set_text (self->rule, "condition", condition);
  vdt_session_save_tuning_async (self->session, self->rule, NULL, saved_cb, g_object_ref (self));
}

/* }}} */

static void
vdt_tuning_editor_dispose (GObject *object)
{
  VdtTuningEditor *self = VDT_TUNING_EDITOR (object);

  g_clear_object (&self->session);
  g_clear_object (&self->rule);

  G_OBJECT_CLASS (vdt_tuning_editor_parent_class)->dispose (object);
}

static void
vdt_tuning_editor_class_init (VdtTuningEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_tuning_editor_dispose;
  vdt_window_class_add_close_keys (GTK_WIDGET_CLASS (klass));

  /**
   * VdtTuningEditor::saved:
   * @self: the window
   *
   * The rule is in the workspace.
   */
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_header (VdtTuningEditor *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  GtkWidget *save = gtk_button_new_with_mnemonic (_("_Save"));

  gtk_widget_add_css_class (save, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_cb), self);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);

  return header;
}

static void
vdt_tuning_editor_init (VdtTuningEditor *self)
{
  const char *actions[] = { _("Hide new alerts"), _("Resolve new alerts"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *form = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *add = gtk_button_new_with_mnemonic (_("Add a _Group"));

  self->name = GTK_ENTRY (labelled (gtk_entry_new (), _("Name of the rule")));
  gtk_entry_set_placeholder_text (self->name, _("Name of the rule"));
  gtk_entry_set_max_length (self->name, 200);
  gtk_entry_set_activates_default (self->name, TRUE);
  self->action = GTK_DROP_DOWN (labelled (gtk_drop_down_new_from_strings (actions), _("What the rule does")));
  self->join = GTK_DROP_DOWN (join_new (_("How many of the groups must hold"), _("All of the groups"),
                                        _("Any of the groups"), "all"));
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_group_cb), self);

  gtk_box_append (GTK_BOX (form), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (form), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (form), GTK_WIDGET (self->action));
  gtk_box_append (GTK_BOX (form), GTK_WIDGET (self->join));
  gtk_box_append (GTK_BOX (form), GTK_WIDGET (self->groups));
  gtk_box_append (GTK_BOX (form), add);
  gtk_widget_set_margin_start (form, 18);
  gtk_widget_set_margin_end (form, 18);
  gtk_widget_set_margin_top (form, 18);
  gtk_widget_set_margin_bottom (form, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), form);
  gtk_widget_set_vexpand (scroller, TRUE);

  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 680, 540);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _("Tuning Rule"));
}

/**
 * vdt_tuning_editor_new:
 * @parent: the window it is over
 * @session: an open session
 * @rule: the rule; changed when it is saved
 *
 * Returns: a new window
 */
GtkWidget *
vdt_tuning_editor_new (GtkWindow     *parent,
                       VdtSession    *session,
                       VdtTuningRule *rule)
{
  VdtTuningEditor *self = g_object_new (VDT_TYPE_TUNING_EDITOR, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->rule = g_object_ref (rule);
  show_rule (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));

  return GTK_WIDGET (self);
}
