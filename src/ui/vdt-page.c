/* vdt-page.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-page.h"

#include "vdt-util.h"

/**
 * VdtPage:
 *
 * A page tells the window what it is about; the window shows the title on the
 * tab, the incident in the copilot pane, and the selected thing in the inspector.
 */
typedef struct
{
  char        *title;
  char        *key;
  VdtIncident *incident;
  GObject     *selected;
} VdtPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VdtPage, vdt_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_INCIDENT,
  PROP_KEY,
  PROP_SELECTED,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
vdt_page_dispose (GObject *object)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (VDT_PAGE (object));

  g_clear_object (&priv->incident);
  g_clear_object (&priv->selected);

  G_OBJECT_CLASS (vdt_page_parent_class)->dispose (object);
}

static void
vdt_page_finalize (GObject *object)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (VDT_PAGE (object));

  g_free (priv->title);
  g_free (priv->key);

  G_OBJECT_CLASS (vdt_page_parent_class)->finalize (object);
}

static void
vdt_page_get_property (GObject    *object,
                       guint       property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (VDT_PAGE (object));

  switch (property_id)
    {
    case PROP_INCIDENT:
      g_value_set_object (value, priv->incident);
      break;

    case PROP_KEY:
      g_value_set_string (value, priv->key);
      break;

    case PROP_SELECTED:
      g_value_set_object (value, priv->selected);
      break;

    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_widget_child_focus (widget, g_str_equal (name, "page.down") ? GTK_DIR_DOWN : GTK_DIR_UP);
}

static void
vdt_page_class_init (VdtPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = vdt_page_dispose;
  object_class->finalize = vdt_page_finalize;
  object_class->get_property = vdt_page_get_property;

  properties[PROP_INCIDENT] =
    g_param_spec_object ("incident", NULL, NULL, VDT_TYPE_INCIDENT, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, G_TYPE_OBJECT, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* What the arrow keys do, for the letter keys of lists. */
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "page.down", NULL, move_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "page.up", NULL, move_action);
}

static void
vdt_page_init (VdtPage *self)
{
}

const char *
vdt_page_get_kind (VdtPage *self)
{
  g_return_val_if_fail (VDT_IS_PAGE (self), NULL);

  return VDT_PAGE_GET_CLASS (self)->kind;
}

const char *
vdt_page_get_title (VdtPage *self)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (self);

  g_return_val_if_fail (VDT_IS_PAGE (self), NULL);

  return priv->title;
}

void
vdt_page_set_title (VdtPage    *self,
                    const char *title)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (self);

  g_return_if_fail (VDT_IS_PAGE (self));

  if (vdt_set_str (&priv->title, title))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * vdt_page_get_key:
 * @self: a page
 *
 * Returns: (nullable): what opens this page again after a restart, as
 *   `incident:142`
 */
const char *
vdt_page_get_key (VdtPage *self)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (self);

  g_return_val_if_fail (VDT_IS_PAGE (self), NULL);

  return priv->key;
}

void
vdt_page_set_key (VdtPage    *self,
                  const char *key)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (self);

  g_return_if_fail (VDT_IS_PAGE (self));

  if (vdt_set_str (&priv->key, key))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY]);
}

/**
 * vdt_page_get_incident:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the incident that the copilot speaks about
 */
VdtIncident *
vdt_page_get_incident (VdtPage *self)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (self);

  g_return_val_if_fail (VDT_IS_PAGE (self), NULL);

  return priv->incident;
}

void
vdt_page_set_incident (VdtPage     *self,
                       VdtIncident *incident)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (self);

  g_return_if_fail (VDT_IS_PAGE (self));

  if (g_set_object (&priv->incident, incident))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INCIDENT]);
}

/**
 * vdt_page_get_selected:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the model that the inspector shows
 */
GObject *
vdt_page_get_selected (VdtPage *self)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (self);

  g_return_val_if_fail (VDT_IS_PAGE (self), NULL);

  return priv->selected;
}

void
vdt_page_set_selected (VdtPage *self,
                       GObject *selected)
{
  VdtPagePrivate *priv = vdt_page_get_instance_private (self);

  g_return_if_fail (VDT_IS_PAGE (self));

  if (g_set_object (&priv->selected, selected))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

void
vdt_page_search (VdtPage *self)
{
  g_return_if_fail (VDT_IS_PAGE (self));

  if (VDT_PAGE_GET_CLASS (self)->search != NULL)
    VDT_PAGE_GET_CLASS (self)->search (self);
}

/**
 * vdt_page_leave:
 * @self: a page
 *
 * What Esc does.
 *
 * Returns: %TRUE if the page had something transient to leave
 */
gboolean
vdt_page_leave (VdtPage *self)
{
  g_return_val_if_fail (VDT_IS_PAGE (self), FALSE);

  return VDT_PAGE_GET_CLASS (self)->leave != NULL && VDT_PAGE_GET_CLASS (self)->leave (self);
}

void
vdt_page_refresh (VdtPage *self)
{
  g_return_if_fail (VDT_IS_PAGE (self));

  if (VDT_PAGE_GET_CLASS (self)->refresh != NULL)
    VDT_PAGE_GET_CLASS (self)->refresh (self);
}

void
vdt_page_focus_start (VdtPage *self)
{
  g_return_if_fail (VDT_IS_PAGE (self));

  if (VDT_PAGE_GET_CLASS (self)->focus_start != NULL)
    VDT_PAGE_GET_CLASS (self)->focus_start (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
