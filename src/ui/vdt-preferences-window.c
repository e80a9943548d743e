/* vdt-preferences-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-preferences-window.h"

#include <glib/gi18n.h>

#include "vdt-settings.h"
#include "vdt-window-keys.h"

/**
 * VdtPreferencesWindow:
 *
 * Shows the settings, applied at once. (AdwPreferencesWindow is deprecated on
 * Debian 13; its pages and groups are not.)
 */
struct _VdtPreferencesWindow
{
  AdwWindow    parent_instance;

  AdwComboRow *color_scheme;
  GtkSwitch   *single_letter_keys;
  GtkSwitch   *notifications;
  GtkEditable *analyst;
  AdwComboRow *summary_when;
  AdwComboRow *summary_severity;

  GSettings   *settings;
};

G_DEFINE_FINAL_TYPE (VdtPreferencesWindow, vdt_preferences_window, ADW_TYPE_WINDOW)

/* A row's place among the choices and an enum's nick, in the order of the
 * template. */
static const char * const color_schemes[] = { "system", "light", "dark", NULL };
static const char * const summary_whens[] = { "always", "from-severity", "on-demand", NULL };
static const char * const severities[] = { "informational", "low", "medium", "high", NULL };

static gboolean
nick_to_index (GValue   *value,
               GVariant *variant,
               gpointer  user_data)
{
  const char * const *nicks = user_data;

  for (guint i = 0; nicks[i] != NULL; i++)
    if (g_str_equal (nicks[i], g_variant_get_string (variant, NULL)))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }

  return FALSE;
}

static GVariant *
index_to_nick (const GValue       *value,
               const GVariantType *type,
               gpointer            user_data)
{
  const char * const *nicks = user_data;
  guint index = g_value_get_uint (value);

  return index < g_strv_length ((char **) nicks) ? g_variant_new_string (nicks[index]) : NULL;
}

static void
bind_row (VdtPreferencesWindow *self,
          const char           *key,
          AdwComboRow          *row,
          const char * const   *nicks)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                nick_to_index, index_to_nick, (gpointer) nicks, NULL);
}

static void
when_cb (VdtPreferencesWindow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->summary_severity),
                            adw_combo_row_get_selected (self->summary_when) == 1);
}

static void
vdt_preferences_window_dispose (GObject *object)
{
  VdtPreferencesWindow *self = VDT_PREFERENCES_WINDOW (object);

  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_PREFERENCES_WINDOW);

  G_OBJECT_CLASS (vdt_preferences_window_parent_class)->dispose (object);
}

static void
vdt_preferences_window_class_init (VdtPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_preferences_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtPreferencesWindow, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, VdtPreferencesWindow, single_letter_keys);
  gtk_widget_class_bind_template_child (widget_class, VdtPreferencesWindow, notifications);
  gtk_widget_class_bind_template_child (widget_class, VdtPreferencesWindow, analyst);
  gtk_widget_class_bind_template_child (widget_class, VdtPreferencesWindow, summary_when);
  gtk_widget_class_bind_template_child (widget_class, VdtPreferencesWindow, summary_severity);
  gtk_widget_class_bind_template_callback (widget_class, when_cb);
  vdt_window_class_add_close_keys (widget_class);
}

static void
vdt_preferences_window_init (VdtPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = vdt_settings_new ();
  bind_row (self, "color-scheme", self->color_scheme, color_schemes);
  bind_row (self, "summary-when", self->summary_when, summary_whens);
  bind_row (self, "summary-severity", self->summary_severity, severities);
  g_settings_bind (self->settings, "single-letter-keys", self->single_letter_keys, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "notifications", self->notifications, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "analyst-name", self->analyst, "text", G_SETTINGS_BIND_DEFAULT);
  when_cb (self);
}

GtkWidget *
vdt_preferences_window_new (GtkWindow *parent)
{
  return g_object_new (VDT_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
}
