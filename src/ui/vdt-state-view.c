/* vdt-state-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-state-view.h"

#include <glib/gi18n.h>

#define SPINNER_DELAY 600 /* ms; what is faster needs no spinner */

/**
 * VdtStateView:
 *
 * Shows its child, or in its place a page that says why there is none and what
 * to do: loading, empty, nothing matches, failed. Four different texts, because
 * “nothing found” and “failed” must never look the same.
 */
struct _VdtStateView
{
  GtkWidget      parent_instance;

  GtkStack      *stack;
  GtkWidget     *spinner;
  AdwStatusPage *empty;
  AdwStatusPage *no_match;
  GtkButton     *clear_button;
  AdwStatusPage *failed;

  VdtViewState   state;
  guint          spinner_id;
};

static void vdt_state_view_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VdtStateView, vdt_state_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      vdt_state_view_buildable_init))

static GtkBuildableIface *parent_buildable;

static const char * const names[] = { "content", "loading", "empty", "no-match", "failed" };

static void
set_text (AdwStatusPage *page,
          const char    *title,
          const char    *description)
{
  g_autofree char *safe = g_markup_escape_text (description, -1);
  g_autofree char *safe_title = g_markup_escape_text (title, -1);

  /* Both are markup to AdwStatusPage, and a description may quote a file name. */
  adw_status_page_set_title (page, safe_title);
  adw_status_page_set_description (page, safe);
}

static AdwStatusPage *
add_page (VdtStateView *self,
          const char   *name,
          const char   *icon_name)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon_name);
  gtk_widget_add_css_class (page, "compact");
  gtk_stack_add_named (self->stack, page, name);

  return ADW_STATUS_PAGE (page);
}

static void
add_loading (VdtStateView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->spinner = gtk_spinner_new ();
  gtk_widget_set_size_request (self->spinner, 32, 32);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"), -1);
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_stack_add_named (self->stack, box, "loading");
}

static gboolean
spinner_cb (gpointer user_data)
{
  VdtStateView *self = user_data;

  self->spinner_id = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));

  return G_SOURCE_REMOVE;
}

static void
vdt_state_view_add_child (GtkBuildable *buildable,
                          GtkBuilder   *builder,
                          GObject      *child,
                          const char   *type)
{
  VdtStateView *self = VDT_STATE_VIEW (buildable);

  if (GTK_IS_WIDGET (child))
    vdt_state_view_set_child (self, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
vdt_state_view_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = vdt_state_view_add_child;
}

static void
vdt_state_view_dispose (GObject *object)
{
  VdtStateView *self = VDT_STATE_VIEW (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;

  G_OBJECT_CLASS (vdt_state_view_parent_class)->dispose (object);
}

static void
vdt_state_view_class_init (VdtStateViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vdt_state_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "stateview");
}

static void
vdt_state_view_init (VdtStateView *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));

  add_loading (self);
  self->empty = add_page (self, "empty", "vdt-empty-symbolic");
  self->no_match = add_page (self, "no-match", "vdt-no-match-symbolic");
  self->failed = add_page (self, "failed", "vdt-failed-symbolic");

  self->clear_button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->clear_button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->clear_button), "pill");
  adw_status_page_set_child (self->no_match, GTK_WIDGET (self->clear_button));
}

/**
 * vdt_state_view_set_child:
 * @self: a view without a child
 * @child: what to show when there is something to see
 *
 * The same as a child in a template.
 */
void
vdt_state_view_set_child (VdtStateView *self,
                          GtkWidget    *child)
{
  g_return_if_fail (VDT_IS_STATE_VIEW (self));

  gtk_stack_add_named (self->stack, child, "content");
  gtk_stack_set_visible_child_name (self->stack, names[self->state]);
}

VdtViewState
vdt_state_view_get_state (VdtStateView *self)
{
  g_return_val_if_fail (VDT_IS_STATE_VIEW (self), VDT_VIEW_STATE_EMPTY);

  return self->state;
}

void
vdt_state_view_set_state (VdtStateView *self,
                          VdtViewState  state)
{
  g_return_if_fail (VDT_IS_STATE_VIEW (self));

  if (gtk_stack_get_child_by_name (self->stack, names[state]) != NULL)
    gtk_stack_set_visible_child_name (self->stack, names[state]);
  if (self->state == state)
    return;

  self->state = state;
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_widget_set_visible (self->spinner, FALSE);
  if (state == VDT_VIEW_STATE_LOADING)
    self->spinner_id = g_timeout_add (SPINNER_DELAY, spinner_cb, self);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY,
                               state == VDT_VIEW_STATE_LOADING, -1);
}

/**
 * vdt_state_view_set_empty:
 * @self: a view
 * @icon_name: (nullable): a symbolic icon
 * @title: what is missing
 * @description: what to do
 *
 * Sets what is said when there are no data.
 */
void
vdt_state_view_set_empty (VdtStateView *self,
                          const char   *icon_name,
                          const char   *title,
                          const char   *description)
{
  g_return_if_fail (VDT_IS_STATE_VIEW (self));

  if (icon_name != NULL)
    adw_status_page_set_icon_name (self->empty, icon_name);
  set_text (self->empty, title, description);
}

/**
 * vdt_state_view_set_no_match:
 * @self: a view
 * @title: what was not found
 * @description: why
 * @action: the action that clears the filter
 * @button: the title of its button
 *
 * Sets what is said when a filter lets nothing through.
 */
void
vdt_state_view_set_no_match (VdtStateView *self,
                             const char   *title,
                             const char   *description,
                             const char   *action,
                             const char   *button)
{
  g_return_if_fail (VDT_IS_STATE_VIEW (self));

  set_text (self->no_match, title, description);
  gtk_button_set_label (self->clear_button, button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->clear_button), action);
}

/**
 * vdt_state_view_set_failed:
 * @self: a view
 * @title: what did not work
 * @description: why, and what to do
 *
 * Sets what is said when the data could not be read.
 */
void
vdt_state_view_set_failed (VdtStateView *self,
                           const char   *title,
                           const char   *description)
{
  g_return_if_fail (VDT_IS_STATE_VIEW (self));

  set_text (self->failed, title, description);
}
