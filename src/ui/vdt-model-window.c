/* vdt-model-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-model-window.h"

#include <glib/gi18n.h>

#include "vdt-session-model.h"

#define N_MASKS 5

/**
 * VdtModelWindow:
 *
 * Connects a model to the workspace: where it is, its key, what is masked. Test
 * saves first, and says in words what is wrong.
 */
struct _VdtModelWindow
{
  AdwPreferencesWindow  parent_instance;

  GtkSwitch            *enabled_switch;
  AdwComboRow          *kind_row;
  GtkEditable          *url_row;
  GtkEditable          *model_row;
  GtkEditable          *version_row;
  GtkEditable          *key_row;
  GtkSwitch            *users_switch;
  GtkSwitch            *devices_switch;
  GtkSwitch            *addresses_switch;
  GtkSwitch            *mail_switch;
  GtkSwitch            *tenant_switch;
  GtkSwitch            *drop_switch;
  GtkLabel             *result_label;

  VdtSession           *session;
  GCancellable         *cancellable;
};

G_DEFINE_FINAL_TYPE (VdtModelWindow, vdt_model_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
get_masks (VdtModelWindow *self,
           GtkSwitch     **switches)
{
  switches[0] = self->users_switch;
  switches[1] = self->devices_switch;
  switches[2] = self->addresses_switch;
  switches[3] = self->mail_switch;
  switches[4] = self->tenant_switch;
}

static void
set_text (char       **field,
          GtkEditable *row)
{
  g_free (*field);
  *field = g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static void
show_result (VdtModelWindow *self,
             const char     *text,
             gboolean        failed)
{
  gtk_label_set_label (self->result_label, text);
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->result_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->result_label), "error");
}

static gboolean
save (VdtModelWindow *self)
{
  g_autoptr(VdtModelSettings) settings = vdt_session_dup_model (self->session);
  g_autoptr(GError) error = NULL;
  GtkSwitch *masks[N_MASKS];
  guint mask = 0;

  get_masks (self, masks);
  for (guint i = 0; i < N_MASKS; i++)
    mask |= gtk_switch_get_active (masks[i]) ? 1u << i : 0;
  settings->mask = (VdtModelMask) mask;
  settings->enabled = gtk_switch_get_active (self->enabled_switch);
  settings->azure = adw_combo_row_get_selected (self->kind_row) == 1;
  settings->drop_failed = gtk_switch_get_active (self->drop_switch);
  set_text (&settings->url, self->url_row);
  set_text (&settings->model, self->model_row);
  set_text (&settings->api_version, self->version_row);

  if (!vdt_session_set_model (self->session, settings, &error))
    {
      show_result (self, error->message, TRUE);
      return FALSE;
    }

  return TRUE;
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtModelWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = vdt_session_test_model_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.test", TRUE);
  show_result (self, text != NULL ? text : error->message, text == NULL);
}

static void
key_saved_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VdtModelWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (self->session == NULL)
    return;

  if (!vdt_session_save_key_finish (VDT_SESSION (object), result, &error))
    {
      g_autofree char *text = g_strdup_printf (_("The keyring did not take the key: %s"), error->message);

      show_result (self, text, TRUE);
      return;
    }

  gtk_editable_set_text (self->key_row, "");
  show_result (self, _("Saved. The key is in the keyring."), FALSE);
}

static void
save_action (GtkWidget  *widget,
             const char *name G_GNUC_UNUSED,
             GVariant   *parameter G_GNUC_UNUSED)
{
  VdtModelWindow *self = VDT_MODEL_WINDOW (widget);
  const char *key = gtk_editable_get_text (self->key_row);

  if (!save (self))
    return;

  if (*key != '\0')
    vdt_session_save_key_async (self->session, key, self->cancellable, key_saved_cb, g_object_ref (self));
  else
    show_result (self, _("Saved."), FALSE);
}

static void
test_action (GtkWidget  *widget,
             const char *name G_GNUC_UNUSED,
             GVariant   *parameter G_GNUC_UNUSED)
{
  VdtModelWindow *self = VDT_MODEL_WINDOW (widget);

  if (!save (self))
    return;

  gtk_widget_action_set_enabled (widget, "model.test", FALSE);
  show_result (self, _("Asking for one word…"), FALSE);
  vdt_session_test_model_async (self->session, self->cancellable, tested_cb, g_object_ref (self));
}

static void
vdt_model_window_dispose (GObject *object)
{
  VdtModelWindow *self = VDT_MODEL_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_MODEL_WINDOW);

  G_OBJECT_CLASS (vdt_model_window_parent_class)->dispose (object);
}

static void
vdt_model_window_class_init (VdtModelWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_model_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/vedette/Vedette/vdt-model-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, enabled_switch);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, kind_row);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, url_row);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, model_row);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, version_row);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, key_row);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, users_switch);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, devices_switch);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, addresses_switch);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, mail_switch);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, tenant_switch);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, drop_switch);
  gtk_widget_class_bind_template_child (widget_class, VdtModelWindow, result_label);
  gtk_widget_class_install_action (widget_class, "model.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "model.test", NULL, test_action);
}

static void
vdt_model_window_init (VdtModelWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * vdt_model_window_new:
 * @parent: its window
 * @session: an open session
 *
 * Returns: (transfer full): the settings of the connected model
 */
GtkWidget *
vdt_model_window_new (GtkWindow  *parent,
                      VdtSession *session)
{
  VdtModelWindow *self = g_object_new (VDT_TYPE_MODEL_WINDOW, "transient-for", parent, NULL);
  g_autoptr(VdtModelSettings) settings = vdt_session_dup_model (session);
  GtkSwitch *masks[N_MASKS];

  self->session = g_object_ref (session);
  get_masks (self, masks);
  for (guint i = 0; i < N_MASKS; i++)
    gtk_switch_set_active (masks[i], (settings->mask & (1u << i)) != 0);
  gtk_switch_set_active (self->enabled_switch, settings->enabled);
  gtk_switch_set_active (self->drop_switch, settings->drop_failed);
  adw_combo_row_set_selected (self->kind_row, settings->azure ? 1 : 0);
  gtk_editable_set_text (self->url_row, settings->url);
  gtk_editable_set_text (self->model_row, settings->model);
  gtk_editable_set_text (self->version_row, settings->api_version != NULL ? settings->api_version : "");

  return GTK_WIDGET (self);
}
