/* vdt-response-card.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-response-card.h"

#include <glib/gi18n.h>

#include "vdt-present.h"
#include "vdt-statement-row.h"

/**
 * VdtResponseCard:
 *
 * What is proposed, in one line; opened, the reasons with their citations, what it
 * does, how to take it back, the steps, and the buttons. The inside is made when the
 * card is first opened: an incident can have a hundred cards.
 *
 * Keys, while it has the focus: Space opens, Return accepts, Delete says that it does
 * not apply.
 */
struct _VdtResponseCard
{
  GtkWidget    parent_instance;

  GtkWidget   *box;
  GtkButton   *header;
  GtkLabel    *title_label;
  GtkLabel    *state_label;
  GtkImage    *arrow;
  GtkWidget   *inside;         /* (nullable): until opened */
  GtkWidget   *accept_button;
  GtkWidget   *done_button;
  GtkWidget   *dismiss_button;

  VdtProposal *proposal;
  VdtCard     *card;
  gboolean     open;
};

G_DEFINE_FINAL_TYPE (VdtResponseCard, vdt_response_card, GTK_TYPE_WIDGET)

static const struct
{
  const char *nick;
  const char *title;
  const char *css_class;
} states[] = {
  { "proposed", N_("proposed"), "state-proposed" },
  { "accepted", N_("to do"), "state-accepted" },
  { "open", N_("to do"), "state-accepted" },
  { "in-progress", N_("in progress"), "state-accepted" },
  { "done", N_("done"), "state-accepted" },
  { "not-applicable", N_("not applicable"), "state-rejected" },
  { "automated", N_("done by automation"), "state-stopped" },
};

/**
 * vdt_response_card_state_title:
 * @state: (nullable): the state of a card or a task
 *
 * Returns: (transfer none): what people read for it
 */
const char *
vdt_response_card_state_title (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (state, states[i].nick) == 0)
      return gettext (states[i].title);

  return state != NULL ? state : "";
}

static void
set_name (GtkWidget  *widget,
          const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
text_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  vdt_present_exact (GTK_LABEL (label));

  return label;
}

static void
add_fact (VdtResponseCard *self,
          const char      *heading,
          const char      *property)
{
  const char *text = vdt_record_get_text (self->card, property);
  g_autofree char *safe = NULL;
  g_autofree char *line = NULL;
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return;

  safe = vdt_present_text (text);
  line = g_strdup_printf ("%s: %s", heading, safe);
  label = text_label (line);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (self->inside), label);
}

static void
add_reasons (VdtResponseCard *self)
{
  GListModel *statements = vdt_card_get_statements (self->card);

  for (guint i = 1; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      gtk_box_append (GTK_BOX (self->inside), vdt_statement_row_new_plain (self->proposal, statement));
    }
}

static void
add_steps (VdtResponseCard *self)
{
  const char *const *steps = vdt_record_get_words (self->card, "steps");
  GtkWidget *heading;

  if (steps == NULL || steps[0] == NULL)
    return;

  heading = text_label (vdt_card_get_outward (self->card) ? _("By hand, since no connector does it")
                                                          : _("Steps"));
  gtk_widget_add_css_class (heading, "section-heading");
  gtk_box_append (GTK_BOX (self->inside), heading);
  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_autofree char *safe = vdt_present_text (steps[i]);
      g_autofree char *line = g_strdup_printf ("%u. %s", i + 1, safe);

      gtk_box_append (GTK_BOX (self->inside), text_label (line));
    }
}

static GtkWidget *
new_button (const char *label,
            const char *action,
            GVariant   *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  set_name (button, label);

  return button;
}

static GVariant *
state_target (VdtResponseCard *self,
              const char      *state)
{
  return g_variant_new ("(ss)", vdt_card_get_key (self->card), state);
}

static const char *
accept_title (VdtCard *card)
{
  const char *action = vdt_card_get_action (card);

  if (g_strcmp0 (action, "classify") == 0)
    return _("Classify");
  if (g_strcmp0 (action, "take-incident") == 0)
    return _("Assign to Me");
  if (g_strcmp0 (action, "raise-severity") == 0)
    return _("Raise");

  return _("Add to Tasks");
}

static void
add_buttons (VdtResponseCard *self)
{
  GtkWidget *flow = gtk_flow_box_new ();
  const char *query = vdt_card_get_query (self->card);
  const char *key = vdt_card_get_key (self->card);
  GtkWidget *buttons[8] = { NULL };
  guint n = 0;

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_widget_add_css_class (flow, "card-buttons");

  self->accept_button = buttons[n++] = new_button (accept_title (self->card), "response.set-state",
                                                   state_target (self, "accepted"));
  gtk_widget_add_css_class (self->accept_button, "suggested-action");
  if (query != NULL)
    {
      buttons[n++] = new_button (_("Open Query"), "win.hunt-query", g_variant_new_string (query));
      buttons[n++] = new_button (_("Copy Query"), "response.copy-query", g_variant_new_string (key));
    }
  if (vdt_card_get_message (self->card) != NULL)
    buttons[n++] = new_button (_("Copy Message"), "response.copy-message", g_variant_new_string (key));
  self->done_button = buttons[n++] = new_button (_("Done"), "response.set-state", state_target (self, "done"));
  self->dismiss_button = buttons[n++] = new_button (_("Not Applicable"), "response.set-state",
                                                    state_target (self, "not-applicable"));
  buttons[n++] = new_button (_("Helpful"), "response.rate", g_variant_new ("(ss)", key, "up"));
  buttons[n++] = new_button (_("Off Target"), "response.rate", g_variant_new ("(ss)", key, "down"));
  gtk_widget_add_css_class (buttons[n - 2], "flat");
  gtk_widget_add_css_class (buttons[n - 1], "flat");
  for (guint i = 0; i < n; i++)
    {
      gtk_flow_box_append (GTK_FLOW_BOX (flow), buttons[i]);
      gtk_widget_set_focusable (gtk_widget_get_parent (buttons[i]), FALSE);
    }
  gtk_box_append (GTK_BOX (self->inside), flow);
}

static void
update_state (VdtResponseCard *self)
{
  const char *state = vdt_card_get_state (self->card);
  gboolean proposed = g_strcmp0 (state, "proposed") == 0 || g_strcmp0 (state, "automated") == 0;
  g_autofree char *name = NULL;

  gtk_label_set_label (self->state_label, vdt_response_card_state_title (state));
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), g_strcmp0 (state, "proposed") != 0);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), states[i].css_class);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (state, states[i].nick) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self->state_label), states[i].css_class);

  if (g_strcmp0 (state, "done") == 0 || g_strcmp0 (state, "not-applicable") == 0 ||
      g_strcmp0 (state, "automated") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "settled");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "settled");

  name = g_strdup_printf ("%s, %s", gtk_label_get_label (self->title_label),
                          vdt_response_card_state_title (state));
  set_name (GTK_WIDGET (self->header), name);
  if (self->inside == NULL)
    return;
  gtk_widget_set_visible (gtk_widget_get_parent (self->accept_button), proposed);
  gtk_widget_set_visible (gtk_widget_get_parent (self->done_button), g_strcmp0 (state, "done") != 0);
  gtk_widget_set_visible (gtk_widget_get_parent (self->dismiss_button), g_strcmp0 (state, "not-applicable") != 0);
}

static void
fill (VdtResponseCard *self)
{
  self->inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_add_css_class (self->inside, "card-inside");
  add_reasons (self);
  add_fact (self, _("Effect"), "effect");
  add_fact (self, _("To undo"), "undo");
  add_steps (self);
  add_buttons (self);
  gtk_box_append (GTK_BOX (self->box), self->inside);
  update_state (self);
}

/**
 * vdt_response_card_set_open:
 * @self: a card
 * @open: whether to show its inside
 */
void
vdt_response_card_set_open (VdtResponseCard *self,
                            gboolean         open)
{
  g_return_if_fail (VDT_IS_RESPONSE_CARD (self));

  self->open = open;
  if (open && self->inside == NULL)
    fill (self);
  if (self->inside != NULL)
    gtk_widget_set_visible (self->inside, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

static void
header_clicked_cb (VdtResponseCard *self)
{
  vdt_response_card_set_open (self, !self->open);
}

static gboolean
key_pressed_cb (VdtResponseCard *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  const char *to = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter ? "accepted"
                   : keyval == GDK_KEY_Delete ? "not-applicable" : NULL;

  /* Buttons inside keep their own Return. */
  if (to == NULL || (state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      !gtk_widget_has_focus (GTK_WIDGET (self->header)))
    return GDK_EVENT_PROPAGATE;

  gtk_widget_activate_action (GTK_WIDGET (self), "response.set-state", "(ss)", vdt_card_get_key (self->card), to);

  return GDK_EVENT_STOP;
}

static void
vdt_response_card_dispose (GObject *object)
{
  VdtResponseCard *self = VDT_RESPONSE_CARD (object);
  GtkWidget *child;

  g_clear_object (&self->card);
  g_clear_object (&self->proposal);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_response_card_parent_class)->dispose (object);
}

static void
vdt_response_card_class_init (VdtResponseCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_response_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "responsecard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vdt_response_card_init (VdtResponseCard *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->arrow = GTK_IMAGE (gtk_image_new_from_icon_name ("pan-end-symbolic"));
  gtk_widget_set_valign (GTK_WIDGET (self->arrow), GTK_ALIGN_START);
  self->title_label = GTK_LABEL (text_label (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->title_label), TRUE);
  self->state_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "state-badge");
  gtk_widget_set_halign (GTK_WIDGET (self->state_label), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title_label));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->state_label));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->arrow));
  gtk_box_append (GTK_BOX (line), texts);

  self->header = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_child (self->header, line);
  gtk_widget_add_css_class (GTK_WIDGET (self->header), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->header), "card-header");
  g_signal_connect_swapped (self->header, "clicked", G_CALLBACK (header_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->header));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * vdt_response_card_new:
 * @proposal: the response
 * @card: one of its cards
 *
 * Returns: a closed card
 */
GtkWidget *
vdt_response_card_new (VdtProposal *proposal,
                       VdtCard     *card)
{
  VdtResponseCard *self = g_object_new (VDT_TYPE_RESPONSE_CARD, NULL);
  g_autofree char *title = vdt_present_text (vdt_card_get_title (card));

  self->proposal = g_object_ref (proposal);
  self->card = g_object_ref (card);
  gtk_label_set_label (self->title_label, title);
  g_signal_connect_object (card, "notify::state", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  vdt_response_card_set_open (self, FALSE);
  update_state (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none): the key of its card */
const char *
vdt_response_card_get_key (VdtResponseCard *self)
{
  g_return_val_if_fail (VDT_IS_RESPONSE_CARD (self), NULL);

  return vdt_card_get_key (self->card);
}
