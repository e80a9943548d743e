/* vdt-kql-popup.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-popup.h"

#include <glib/gi18n.h>

#define MAX_ROWS   8
#define ROW_HEIGHT 26  /* pixels, as style.css has it */
#define WIDTH      400 /* pixels */

/**
 * VdtKqlPopup:
 *
 * Names, operators and values to choose from, each with its kind, and a line on
 * the selected one. The focus stays in the editor, which moves the selection.
 */
struct _VdtKqlPopup
{
  GtkPopover          parent_instance;

  GListStore         *store;
  GtkSingleSelection *selection;
  GtkScrolledWindow  *scrolled;
  GtkListView        *view;
  GtkLabel           *description;
};

G_DEFINE_FINAL_TYPE (VdtKqlPopup, vdt_kql_popup, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a kind is called and how it looks. */
static const struct
{
  const char *name;
  const char *icon;
} kinds[VDT_KQL_N_ITEM_KINDS] = {
  [VDT_KQL_ITEM_KEYWORD] = { N_("keyword"), "vdt-key-symbolic" },
  [VDT_KQL_ITEM_PUNCTUATION] = { N_("punctuation"), "vdt-code-symbolic" },
  [VDT_KQL_ITEM_SYNTAX] = { N_("option"), "vdt-settings-symbolic" },
  [VDT_KQL_ITEM_EXAMPLE] = { N_("example"), "vdt-quote-symbolic" },
  [VDT_KQL_ITEM_VALUE] = { N_("known value"), "vdt-quote-symbolic" },
  [VDT_KQL_ITEM_SCALAR_PREFIX] = { N_("operator"), "vdt-filter-symbolic" },
  [VDT_KQL_ITEM_SCALAR_INFIX] = { N_("operator"), "vdt-filter-symbolic" },
  [VDT_KQL_ITEM_QUERY_PREFIX] = { N_("operator"), "vdt-filter-symbolic" },
  [VDT_KQL_ITEM_RENDER_CHART] = { N_("chart"), "vdt-timeline-symbolic" },
  [VDT_KQL_ITEM_SCALAR_TYPE] = { N_("type"), "vdt-tag-symbolic" },
  [VDT_KQL_ITEM_COLUMN] = { N_("column"), "vdt-list-symbolic" },
  [VDT_KQL_ITEM_TABLE] = { N_("table"), "vdt-storage-symbolic" },
  [VDT_KQL_ITEM_VARIABLE] = { N_("variable"), "vdt-tag-symbolic" },
  [VDT_KQL_ITEM_PARAMETER] = { N_("parameter"), "vdt-tag-symbolic" },
  [VDT_KQL_ITEM_LOCAL_FUNCTION] = { N_("function"), "vdt-code-symbolic" },
  [VDT_KQL_ITEM_DATABASE_FUNCTION] = { N_("function"), "vdt-code-symbolic" },
  [VDT_KQL_ITEM_BUILTIN_FUNCTION] = { N_("function"), "vdt-code-symbolic" },
  [VDT_KQL_ITEM_AGGREGATE_FUNCTION] = { N_("aggregate"), "vdt-code-symbolic" },
  [VDT_KQL_ITEM_SNIPPET] = { N_("snippet"), "vdt-add-symbolic" },
};

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_inscription_new (NULL);
  GtkWidget *kind = gtk_label_new (NULL);

  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (text, "monospace");
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (kind, "dim-label");
  gtk_widget_add_css_class (kind, "caption");
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), kind);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  const VdtKqlItem *item = vdt_kql_proposal_get_item (gtk_list_item_get_item (list_item));
  GtkWidget *image = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *text = gtk_widget_get_next_sibling (image);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), kinds[item->kind].icon);
  gtk_inscription_set_text (GTK_INSCRIPTION (text), item->text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (text)), gettext (kinds[item->kind].name));
}

static void
selected_cb (VdtKqlPopup *self)
{
  VdtKqlProposal *selected = vdt_kql_popup_get_selected (self);
  const char *text = selected != NULL ? vdt_kql_proposal_get_item (selected)->description : NULL;

  gtk_label_set_text (self->description, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), text != NULL && *text != '\0');
}

static void
activate_cb (VdtKqlPopup *self,
             guint        position)
{
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
vdt_kql_popup_dispose (GObject *object)
{
  VdtKqlPopup *self = VDT_KQL_POPUP (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vdt_kql_popup_parent_class)->dispose (object);
}

static void
vdt_kql_popup_class_init (VdtKqlPopupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_kql_popup_dispose;

  /**
   * VdtKqlPopup::chosen:
   * @self: a popup
   *
   * The selected row was clicked.
   */
  signals[CHOSEN] = g_signal_new ("chosen", VDT_TYPE_KQL_POPUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vdt_kql_popup_init (VdtKqlPopup *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->store = g_list_store_new (VDT_TYPE_KQL_PROPOSAL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->store)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);

  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->view), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "proposals");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What can be written here"),
                                  -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);

  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->view));

  self->description = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->description, TRUE);
  gtk_label_set_xalign (self->description, 0);
  gtk_label_set_lines (self->description, 3);
  gtk_label_set_ellipsize (self->description, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->description, 40);
  gtk_widget_add_css_class (GTK_WIDGET (self->description), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->description), "proposal-description");

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scrolled));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->description));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "kql-popup");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Completion"), -1);
}

/**
 * vdt_kql_popup_new:
 *
 * Returns: (transfer floating): a popup, which needs a parent
 */
VdtKqlPopup *
vdt_kql_popup_new (void)
{
  return g_object_new (VDT_TYPE_KQL_POPUP, NULL);
}

/**
 * vdt_kql_popup_show:
 * @self: a popup
 * @proposals: (element-type VdtKqlProposal): what to show, at least one
 * @place: where the word begins, in the parent's pixels
 * @select: whether Enter takes the first without a choice being made
 */
void
vdt_kql_popup_show (VdtKqlPopup        *self,
                    GPtrArray          *proposals,
                    const GdkRectangle *place,
                    gboolean            select)
{
  int height = ROW_HEIGHT * (int) MIN (proposals->len, MAX_ROWS);

  g_return_if_fail (VDT_IS_KQL_POPUP (self));

  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), proposals->pdata,
                       proposals->len);
  gtk_widget_set_size_request (GTK_WIDGET (self->scrolled), WIDTH, height);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  if (select)
    gtk_single_selection_set_selected (self->selection, 0);
  selected_cb (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), place);
  gtk_popover_popup (GTK_POPOVER (self));
  /* Shown again in the size that it had, it would be drawn without a layout (GTK 4.8, X11). */
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * vdt_kql_popup_move:
 * @self: a popup
 * @rows: by how many rows, down or, if negative, up
 *
 * Moves the selection.
 *
 * Returns: %TRUE
 */
gboolean
vdt_kql_popup_move (VdtKqlPopup *self,
                    int          rows)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  int last = (int) g_list_model_get_n_items (G_LIST_MODEL (self->store)) - 1;
  int row = selected == GTK_INVALID_LIST_POSITION ? (rows > 0 ? 0 : last) : (int) selected + rows;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);

  /* One step beyond an end comes to the other. */
  row = row < 0 ? (rows == -1 ? last : 0) : row > last ? (rows == 1 ? 0 : last) : row;
  gtk_single_selection_set_selected (self->selection, (guint) row);
  gtk_adjustment_clamp_page (adjustment, row * ROW_HEIGHT, (row + 1) * ROW_HEIGHT);

  return TRUE;
}

/**
 * vdt_kql_popup_get_selected:
 * @self: a popup
 *
 * Returns: (transfer none) (nullable): what Enter takes
 */
VdtKqlProposal *
vdt_kql_popup_get_selected (VdtKqlPopup *self)
{
  g_return_val_if_fail (VDT_IS_KQL_POPUP (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * vdt_kql_popup_get_proposals:
 * @self: a popup
 *
 * Returns: (transfer none): what is shown, a list of #VdtKqlProposal
 */
GListModel *
vdt_kql_popup_get_proposals (VdtKqlPopup *self)
{
  g_return_val_if_fail (VDT_IS_KQL_POPUP (self), NULL);

  return G_LIST_MODEL (self->store);
}
