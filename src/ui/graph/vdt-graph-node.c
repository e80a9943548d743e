/* vdt-graph-node.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-node.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH_CHARS 21   /* of the title; more is cut */
#define ICON        16   /* pixels */
#define STATE       12
#define SPACE       8
#define PADDING_X   9
#define PADDING_Y   5

/**
 * VdtGraphNode:
 *
 * A node draws its icon, two lines of text and the symbol of its state itself: a graph
 * has hundreds, and four widgets for each are what takes long. It has the role of a
 * button and the name that its thing says.
 */
struct _VdtGraphNode
{
  GtkWidget     parent_instance;

  char         *title_text;
  char         *detail_text;
  char         *icon_name;
  char         *state_icon;
  char         *state_color;
  char         *spoken;
  char         *tooltip;
  PangoLayout  *title;
  PangoLayout  *detail;
  GdkPaintable *icon;
  GdkPaintable *state;
  gboolean      group;
  gboolean      marked;
};

G_DEFINE_FINAL_TYPE (VdtGraphNode, vdt_graph_node, GTK_TYPE_WIDGET)

static void
drop_layouts (VdtGraphNode *self)
{
  g_clear_object (&self->title);
  g_clear_object (&self->detail);
  g_clear_object (&self->icon);
  g_clear_object (&self->state);
}

static PangoLayout *
make_line (VdtGraphNode *self,
           const char   *text,
           double        scale,
           PangoWeight   weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  /* of words the beginning says most, of a path or an address both ends */
  pango_layout_set_ellipsize (layout, strchr (text, ' ') != NULL ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_MIDDLE);

  return layout;
}

static void
ensure_layouts (VdtGraphNode *self)
{
  if (self->title != NULL)
    return;

  self->title = make_line (self, self->title_text, 0.95, PANGO_WEIGHT_MEDIUM);
  self->detail = make_line (self, self->detail_text, 0.8, PANGO_WEIGHT_NORMAL);
}

static GdkPaintable *
load_icon (VdtGraphNode *self,
           const char   *name,
           int           size)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));

  return GDK_PAINTABLE (gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (display), name, NULL, size,
                                                    gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                                    gtk_widget_get_direction (GTK_WIDGET (self)),
                                                    GTK_ICON_LOOKUP_FORCE_SYMBOLIC));
}

static int
text_width (VdtGraphNode *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = pango_font_metrics_get_approximate_char_width (metrics) * WIDTH_CHARS / PANGO_SCALE;

  pango_font_metrics_unref (metrics);

  return width;
}

static void
vdt_graph_node_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  VdtGraphNode *self = VDT_GRAPH_NODE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 2 * PADDING_X + ICON + SPACE + text_width (self) + STATE + SPACE;
  else
    {
      int first, second;

      ensure_layouts (self);
      pango_layout_get_pixel_size (self->title, NULL, &first);
      pango_layout_get_pixel_size (self->detail, NULL, &second);
      *minimum = 2 * PADDING_Y + first + second;
    }
  *natural = *minimum;
}

/* An icon in the middle of the height, at @x from the side where reading begins. */
static void
draw_icon (VdtGraphNode  *self,
           GtkSnapshot   *snapshot,
           GdkPaintable  *icon,
           const GdkRGBA *color,
           int            size,
           int            x,
           int            width,
           int            height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  graphene_point_t place = GRAPHENE_POINT_INIT (rtl ? width - x - size : x, (height - size) / 2);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &place);
  if (GTK_IS_SYMBOLIC_PAINTABLE (icon))
    gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, color, 1);
  else
    gdk_paintable_snapshot (icon, snapshot, size, size);
  gtk_snapshot_restore (snapshot);
}

static void
draw_line (VdtGraphNode  *self,
           GtkSnapshot   *snapshot,
           PangoLayout   *layout,
           const GdkRGBA *color,
           int            width,
           int            y)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int space = width - 2 * PADDING_X - ICON - SPACE - STATE - SPACE;
  graphene_point_t place = GRAPHENE_POINT_INIT (rtl ? PADDING_X + STATE + SPACE : PADDING_X + ICON + SPACE, y);

  pango_layout_set_width (layout, MAX (space, 1) * PANGO_SCALE);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &place);
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
vdt_graph_node_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  VdtGraphNode *self = VDT_GRAPH_NODE (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA color, faint, state;
  int title_height, detail_height, y;

  ensure_layouts (self);
  gtk_style_context_get_color (style, &color);
  faint = color;
  faint.alpha *= gtk_widget_has_css_class (widget, "strong") ? 1 : 0.72f;
  if (self->state_color == NULL || !gtk_style_context_lookup_color (style, self->state_color, &state))
    state = color;

  if (self->icon_name != NULL && self->icon == NULL)
    self->icon = load_icon (self, self->icon_name, ICON);
  if (self->state_icon != NULL && self->state == NULL)
    self->state = load_icon (self, self->state_icon, STATE);
  if (self->icon != NULL)
    draw_icon (self, snapshot, self->icon, &faint, ICON, PADDING_X, width, height);
  if (self->state != NULL)
    draw_icon (self, snapshot, self->state, &state, STATE, width - PADDING_X - STATE, width, height);

  pango_layout_get_pixel_size (self->title, NULL, &title_height);
  pango_layout_get_pixel_size (self->detail, NULL, &detail_height);
  y = (height - title_height - detail_height) / 2;
  draw_line (self, snapshot, self->title, &color, width, y);
  draw_line (self, snapshot, self->detail, &faint, width, y + title_height);
}

/* Asked for when it is needed: to set one asks the X server where the pointer is, and
 * a graph has hundreds. */
static gboolean
vdt_graph_node_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard,
                              GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, VDT_GRAPH_NODE (widget)->tooltip);

  return TRUE;
}

static void
vdt_graph_node_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vdt_graph_node_parent_class)->css_changed (widget, change);

  /* the font may be another one */
  drop_layouts (VDT_GRAPH_NODE (widget));
}

static void
vdt_graph_node_system_setting_changed (GtkWidget        *widget,
                                       GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (vdt_graph_node_parent_class)->system_setting_changed (widget, setting);

  drop_layouts (VDT_GRAPH_NODE (widget));
  gtk_widget_queue_resize (widget);
}

static void
vdt_graph_node_dispose (GObject *object)
{
  drop_layouts (VDT_GRAPH_NODE (object));

  G_OBJECT_CLASS (vdt_graph_node_parent_class)->dispose (object);
}

static void
vdt_graph_node_finalize (GObject *object)
{
  VdtGraphNode *self = VDT_GRAPH_NODE (object);

  g_free (self->title_text);
  g_free (self->detail_text);
  g_free (self->icon_name);
  g_free (self->state_icon);
  g_free (self->state_color);
  g_free (self->spoken);
  g_free (self->tooltip);

  G_OBJECT_CLASS (vdt_graph_node_parent_class)->finalize (object);
}

static void
vdt_graph_node_class_init (VdtGraphNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vdt_graph_node_dispose;
  object_class->finalize = vdt_graph_node_finalize;
  widget_class->measure = vdt_graph_node_measure;
  widget_class->snapshot = vdt_graph_node_snapshot;
  widget_class->query_tooltip = vdt_graph_node_query_tooltip;
  widget_class->css_changed = vdt_graph_node_css_changed;
  widget_class->system_setting_changed = vdt_graph_node_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "graphnode");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
vdt_graph_node_init (VdtGraphNode *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * vdt_graph_node_new:
 * @thing: what it shows; copied
 * @group: whether it stands for several
 *
 * Returns: a new node
 */
GtkWidget *
vdt_graph_node_new (const VdtGraphThing *thing,
                    gboolean             group)
{
  VdtGraphNode *self = g_object_new (VDT_TYPE_GRAPH_NODE, NULL);
  g_autoptr(GString) tooltip = g_string_new (thing->title == NULL ? "" : thing->title);

  self->title_text = g_strdup (thing->title == NULL ? "" : thing->title);
  self->detail_text = g_strdup (thing->detail == NULL ? "" : thing->detail);
  self->icon_name = g_strdup (thing->icon_name);
  self->state_icon = g_strdup (thing->state_icon);
  self->state_color = g_strdup (thing->state_color);
  self->spoken = g_strdup (thing->spoken);
  self->group = group;
  if (group)
    gtk_widget_add_css_class (GTK_WIDGET (self), "group");

  if (thing->detail != NULL)
    g_string_append_printf (tooltip, "\n%s", thing->detail);
  if (thing->state_label != NULL)
    g_string_append_printf (tooltip, "\n%s", thing->state_label);
  self->tooltip = g_strdup (tooltip->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  thing->spoken != NULL ? thing->spoken : self->title_text, -1);
  if (group)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);

  return GTK_WIDGET (self);
}

/**
 * vdt_graph_node_describe:
 * @self: a node
 * @neighbours: what it is linked to, in words
 *
 * Sets what a screen reader says after the name.
 */
void
vdt_graph_node_describe (VdtGraphNode *self,
                         const char   *neighbours)
{
  g_return_if_fail (VDT_IS_GRAPH_NODE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, neighbours, -1);
}

static void
set_class (VdtGraphNode *self,
           const char   *name,
           gboolean      on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

/**
 * vdt_graph_node_set_state:
 * @self: a node
 * @current: whether it is the selected one
 * @near: whether it is linked to the selected one
 * @marked: whether it is pointed out, as what a citation rests on
 */
void
vdt_graph_node_set_state (VdtGraphNode *self,
                          gboolean      current,
                          gboolean      near,
                          gboolean      marked)
{
  g_return_if_fail (VDT_IS_GRAPH_NODE (self));

  set_class (self, "current", current);
  set_class (self, "near", near);
  set_class (self, "marked", marked);
  if (self->marked != marked)
    {
      /* Translators: a node of a graph that a citation points at; %s is its name. */
      g_autofree char *text = marked ? g_strdup_printf (_("%s, cited"), self->spoken) : g_strdup (self->spoken);

      self->marked = marked;
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
}
