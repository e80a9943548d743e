/* vdt-response-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-response-view.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-present.h"
#include "vdt-response-card.h"
#include "vdt-response-extras.h"
#include "vdt-session-changes.h"
#include "vdt-session-copilot.h"
#include "vdt-session-response.h"
#include "vdt-task-window.h"

/* Of a group so many are shown at first; the rest on demand. */
#define SHOWN_AT_FIRST 5

#define N_GROUPS 4

/**
 * VdtResponseView:
 *
 * The cards of an incident's response in their four groups, filtered by state; below
 * them the tasks of the incident and incidents like it.
 */
struct _VdtResponseView
{
  GtkWidget    parent_instance;

  GtkWidget   *box;
  GtkDropDown *filter;
  GtkWidget   *groups[N_GROUPS];
  GtkWidget   *extras;
  GtkLabel    *empty_label;

  VdtSession  *session;
  VdtIncident *incident;
  VdtProposal *proposal;
  char        *state;          /* (nullable): only cards of this state */
  gboolean     whole[N_GROUPS];
  guint        refresh_id;
};

G_DEFINE_FINAL_TYPE (VdtResponseView, vdt_response_view, GTK_TYPE_WIDGET)

static const char *const groups[N_GROUPS] = { "triage", "containment", "investigation", "remediation" };

static const struct
{
  const char *state;
  const char *title;
} filters[] = {
  { NULL, N_("All") },
  { "proposed", N_("Proposed") },
  { "accepted", N_("To Do") },
  { "done", N_("Done") },
  { "not-applicable", N_("Not Applicable") },
  { "automated", N_("Done by Automation") },
};

static gboolean
is_shown (VdtResponseView *self,
          VdtCard         *card)
{
  const char *state = vdt_card_get_state (card);

  return self->state == NULL || g_strcmp0 (state, self->state) == 0 ||
         (g_strcmp0 (self->state, "accepted") == 0 && g_strcmp0 (state, "in-progress") == 0);
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static GtkWidget *
heading_new (const char *title,
             guint       n)
{
  g_autofree char *text = g_strdup_printf ("%s  %u", title, n);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_widget_add_css_class (label, "section-heading");

  return label;
}

static void
fill_group (VdtResponseView *self,
            guint            index)
{
  GListModel *cards = vdt_proposal_get_cards (self->proposal);
  g_autoptr(GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  guint most;

  clear_box (self->groups[index]);
  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);

      if (g_strcmp0 (vdt_card_get_group (card), groups[index]) == 0 && is_shown (self, card))
        g_ptr_array_add (shown, g_object_ref (card));
    }
  gtk_widget_set_visible (self->groups[index], shown->len > 0);
  if (shown->len == 0)
    return;

  gtk_box_append (GTK_BOX (self->groups[index]),
                  heading_new (vdt_session_get_section_title (self->session, groups[index]), shown->len));
  most = self->whole[index] ? shown->len : MIN (shown->len, SHOWN_AT_FIRST);
  for (guint i = 0; i < most; i++)
    gtk_box_append (GTK_BOX (self->groups[index]),
                    vdt_response_card_new (self->proposal, g_ptr_array_index (shown, i)));
  if (most < shown->len)
    {
      /* Translators: %u is how many more there are. */
      g_autofree char *label = g_strdup_printf (ngettext ("Show %u More", "Show %u More", shown->len - most),
                                                shown->len - most);
      GtkWidget *button = gtk_button_new_with_label (label);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "response.show-all");
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_string (groups[index]));
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_box_append (GTK_BOX (self->groups[index]), button);
    }
}

/* The card that is the first of the next or the one before of the groups. */
static int
find_in_group (GPtrArray *cards,
               int        at,
               int        step)
{
  GtkWidget *group = at < 0 ? NULL : gtk_widget_get_parent (g_ptr_array_index (cards, at));
  int i = at;

  while (i >= 0 && i < (int) cards->len && gtk_widget_get_parent (g_ptr_array_index (cards, i)) == group)
    i += step;
  if (step > 0 || i < 0)
    return i;

  group = gtk_widget_get_parent (g_ptr_array_index (cards, i));
  while (i > 0 && gtk_widget_get_parent (g_ptr_array_index (cards, i - 1)) == group)
    i--;

  return i;
}

static GPtrArray *
dup_cards (VdtResponseView *self)
{
  GPtrArray *cards = g_ptr_array_new ();

  for (guint i = 0; i < N_GROUPS; i++)
    for (GtkWidget *child = gtk_widget_get_first_child (self->groups[i]); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      if (VDT_IS_RESPONSE_CARD (child))
        g_ptr_array_add (cards, child);

  return cards;
}

/**
 * vdt_response_view_move_focus:
 * @self: a view
 * @step: 1 for the next card, -1 for the one before
 * @by_group: whether to go to the first card of another group
 *
 * Without the focus in a card the next one is the first.
 *
 * Returns: whether there is such a card
 */
gboolean
vdt_response_view_move_focus (VdtResponseView *self,
                              int              step,
                              gboolean         by_group)
{
  g_autoptr(GPtrArray) cards = NULL;
  GtkWidget *focus;
  int at = -1;

  g_return_val_if_fail (VDT_IS_RESPONSE_VIEW (self), FALSE);

  cards = dup_cards (self);
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  for (guint i = 0; focus != NULL && i < cards->len && at < 0; i++)
    if (gtk_widget_is_ancestor (focus, g_ptr_array_index (cards, i)))
      at = (int) i;
  at = by_group ? find_in_group (cards, at, step) : at + step;

  return at >= 0 && at < (int) cards->len &&
         gtk_widget_child_focus (g_ptr_array_index (cards, at), GTK_DIR_TAB_FORWARD);
}

/* The cards are made anew when one changes: the focus stays where it was. */
static void
focus_card (VdtResponseView *self,
            const char      *key)
{
  g_autoptr(GPtrArray) cards = dup_cards (self);

  for (guint i = 0; i < cards->len; i++)
    if (g_strcmp0 (vdt_response_card_get_key (g_ptr_array_index (cards, i)), key) == 0)
      gtk_widget_child_focus (g_ptr_array_index (cards, i), GTK_DIR_TAB_FORWARD);
}

static char *
dup_focused_key (VdtResponseView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);
  GtkWidget *card = focus == NULL ? NULL : gtk_widget_get_ancestor (focus, VDT_TYPE_RESPONSE_CARD);

  return card != NULL && gtk_widget_is_ancestor (card, GTK_WIDGET (self))
         ? g_strdup (vdt_response_card_get_key (VDT_RESPONSE_CARD (card))) : NULL;
}

static void
refresh (VdtResponseView *self)
{
  g_autofree char *focused = dup_focused_key (self);
  gboolean any = FALSE;

  for (guint i = 0; i < N_GROUPS; i++)
    {
      fill_group (self, i);
      any |= gtk_widget_get_visible (self->groups[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), !any);
  gtk_label_set_label (self->empty_label,
                       g_strcmp0 (vdt_proposal_get_state (self->proposal), "streaming") == 0
                       ? _("Looking at the facts…") : _("No card is in this state."));

  clear_box (self->extras);
  vdt_response_extras_add_tasks (GTK_BOX (self->extras), self->session, self->incident);
  vdt_response_extras_add_similar (GTK_BOX (self->extras), self->proposal);
  if (focused != NULL)
    focus_card (self, focused);
}

static gboolean
refresh_cb (gpointer user_data)
{
  VdtResponseView *self = user_data;

  self->refresh_id = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

/* Cards come one by one: the view follows once a while. */
static void
queue_refresh (VdtResponseView *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add_full (G_PRIORITY_LOW, refresh_cb, self, NULL);
}

static void
watch (VdtResponseView *self,
       gboolean         regenerate)
{
  if (self->proposal != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->proposal, self);
      g_clear_object (&self->proposal);
    }
  self->proposal = g_object_ref (vdt_session_respond (self->session, self->incident, regenerate));
  g_signal_connect_object (self->proposal, "notify::state", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static VdtCard *
find_card (VdtResponseView *self,
           const char      *key)
{
  GListModel *cards = vdt_proposal_get_cards (self->proposal);

  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);

      if (g_strcmp0 (vdt_card_get_key (card), key) == 0)
        return g_steal_pointer (&card);
    }

  return NULL;
}

static void
set_state_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtResponseView *self = VDT_RESPONSE_VIEW (widget);
  const char *key;
  const char *state;
  g_autoptr(VdtCard) card = NULL;
  g_autoptr(VdtTask) task = NULL;
  g_autoptr(VdtChange) change = NULL;

  g_variant_get (parameter, "(&s&s)", &key, &state);
  card = find_card (self, key);
  task = vdt_session_find_task (self->session, self->incident, key);
  if (card != NULL)
    change = vdt_session_new_card_change (self->session, self->incident, card, state);
  else if (task != NULL)
    change = vdt_session_new_task_change (self->session, self->incident, task, state, NULL);
  if (change != NULL)
    vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb, g_object_ref (self));
}

static void
copy_text (VdtResponseView *self,
           GVariant        *parameter,
           const char      *property,
           const char      *toast)
{
  g_autoptr(VdtCard) card = find_card (self, g_variant_get_string (parameter, NULL));
  const char *text = card != NULL ? vdt_record_get_text (card, property) : NULL;

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  vdt_feedback_toast (GTK_WIDGET (self), toast);
}

static void
copy_query_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  copy_text (VDT_RESPONSE_VIEW (widget), parameter, "query", _("Query copied"));
}

static void
copy_message_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  copy_text (VDT_RESPONSE_VIEW (widget), parameter, "message", _("Message copied; read it before you send it"));
}

static void
edit_task_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtResponseView *self = VDT_RESPONSE_VIEW (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  g_autoptr(VdtTask) task = *key == '\0' ? NULL : vdt_session_find_task (self->session, self->incident, key);

  if (task != NULL || *key == '\0')
    gtk_window_present (GTK_WINDOW (vdt_task_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                                         self->incident, task)));
}

/* It is kept in the log of the incident and sent nowhere. */
static void
rate_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtResponseView *self = VDT_RESPONSE_VIEW (widget);
  g_autoptr(VdtCard) card = NULL;
  const char *key;
  const char *verdict;

  g_variant_get (parameter, "(&s&s)", &key, &verdict);
  card = find_card (self, key);
  if (card == NULL)
    return;

  vdt_session_rate_card (self->session, self->incident, card, verdict);
  vdt_feedback_toast (widget, _("Noted in the log of this incident"));
}

static void
show_all_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VdtResponseView *self = VDT_RESPONSE_VIEW (widget);

  for (guint i = 0; i < N_GROUPS; i++)
    if (g_str_equal (groups[i], g_variant_get_string (parameter, NULL)))
      {
        self->whole[i] = TRUE;
        fill_group (self, i);
      }
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  watch (VDT_RESPONSE_VIEW (widget), TRUE);
}

static void
filter_cb (VdtResponseView *self)
{
  guint selected = gtk_drop_down_get_selected (self->filter);

  if (selected < G_N_ELEMENTS (filters))
    vdt_response_view_set_filter (self, filters[selected].state);
}

static void
vdt_response_view_dispose (GObject *object)
{
  VdtResponseView *self = VDT_RESPONSE_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->proposal);
  g_clear_object (&self->incident);
  g_clear_object (&self->session);
  g_clear_pointer (&self->state, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_response_view_parent_class)->dispose (object);
}

static void
vdt_response_view_class_init (VdtResponseViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_response_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "responseview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_install_action (widget_class, "response.set-state", "(ss)", set_state_action);
  gtk_widget_class_install_action (widget_class, "response.copy-query", "s", copy_query_action);
  gtk_widget_class_install_action (widget_class, "response.copy-message", "s", copy_message_action);
  gtk_widget_class_install_action (widget_class, "response.edit-task", "s", edit_task_action);
  gtk_widget_class_install_action (widget_class, "response.rate", "(ss)", rate_action);
  gtk_widget_class_install_action (widget_class, "response.show-all", "s", show_all_action);
  gtk_widget_class_install_action (widget_class, "response.refresh", NULL, refresh_action);
}

static void
add_header (VdtResponseView *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", _("Next Steps"), "xalign", 0.0, "hexpand", TRUE,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *again = gtk_button_new_from_icon_name ("view-refresh-symbolic");

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    gtk_string_list_append (names, gettext (filters[i].title));
  self->filter = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Which cards are shown"), -1);
  g_signal_connect_swapped (self->filter, "notify::selected", G_CALLBACK (filter_cb), self);
  gtk_widget_set_tooltip_text (again, _("Look at the Facts Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (again), "response.refresh");
  gtk_widget_add_css_class (again, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (again), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Look at the facts again"), -1);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->filter));
  gtk_box_append (GTK_BOX (line), again);
  gtk_box_append (GTK_BOX (self->box), line);
}

/* The cards are one list for the arrow keys; with Ctrl they go from group to group. */
static gboolean
key_pressed_cb (VdtResponseView *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
             : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up ? -1 : 0;
  g_autofree char *focused = step == 0 ? NULL : dup_focused_key (self);

  state &= gtk_accelerator_get_default_mod_mask ();
  if (focused == NULL || (state != 0 && state != GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;

  return vdt_response_view_move_focus (self, step, state != 0) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
vdt_response_view_init (VdtResponseView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Next steps"), -1);
  add_header (self);
  self->empty_label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->empty_label), "dim-label");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->empty_label));
  for (guint i = 0; i < N_GROUPS; i++)
    {
      self->groups[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      gtk_box_append (GTK_BOX (self->box), self->groups[i]);
    }
  self->extras = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), self->extras);
}

/**
 * vdt_response_view_new:
 * @session: the session
 * @incident: a live incident
 *
 * Returns: the response to @incident, which is made if there is none yet
 */
GtkWidget *
vdt_response_view_new (VdtSession  *session,
                       VdtIncident *incident)
{
  VdtResponseView *self = g_object_new (VDT_TYPE_RESPONSE_VIEW, NULL);

  self->session = g_object_ref (session);
  self->incident = g_object_ref (incident);
  g_signal_connect_object (vdt_incident_get_tasks (incident), "items-changed", G_CALLBACK (queue_refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (incident, "notify", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  watch (self, FALSE);

  return GTK_WIDGET (self);
}

/**
 * vdt_response_view_set_filter:
 * @self: a view
 * @filter: (nullable): a state; %NULL shows all cards
 */
void
vdt_response_view_set_filter (VdtResponseView *self,
                              const char      *filter)
{
  g_return_if_fail (VDT_IS_RESPONSE_VIEW (self));

  if (g_strcmp0 (self->state, filter) == 0)
    return;

  g_free (self->state);
  self->state = g_strdup (filter);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (g_strcmp0 (filters[i].state, filter) == 0)
      gtk_drop_down_set_selected (self->filter, i);
  if (self->proposal != NULL)
    refresh (self);
}
