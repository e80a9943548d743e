/* vdt-pane-frame.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-pane-frame.h"

#define SIDEBAR_WIDTH   212
#define PANE_WIDTH      400
#define PANE_WIDTH_MIN  320
#define PANE_WIDTH_MAX  640
#define HANDLE_WIDTH    8
#define CONTENT_MIN     360

/**
 * VdtPaneFrame:
 *
 * Sidebar, content and utility pane beside each other.
 *
 * Below %VDT_PANE_FRAME_SIDEBAR_FOLD pixels the sidebar folds: it is away until
 * asked for, and then lies over the content. Below %VDT_PANE_FRAME_PANE_FOLD the
 * utility pane does the same. The libadwaita widgets that do this
 * are either deprecated on Debian 13 (AdwFlap, AdwLeaflet) or missing from
 * Debian 12 (AdwOverlaySplitView), hence this one.
 *
 * The pane's width is changed by dragging its edge.
 */
struct _VdtPaneFrame
{
  GtkWidget  parent_instance;

  GtkWidget *sidebar;
  GtkWidget *content;
  GtkWidget *pane;
  GtkWidget *handle;

  int        pane_width;
  int        drag_width;
  guint      notify_id;

  guint      sidebar_wanted : 1;   /* while there is room for it */
  guint      sidebar_open : 1;     /* while folded */
  guint      pane_wanted : 1;      /* the same for the pane */
  guint      pane_open : 1;
  guint      sidebar_folded : 1;
  guint      pane_folded : 1;
};

static void vdt_pane_frame_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VdtPaneFrame, vdt_pane_frame, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      vdt_pane_frame_buildable_init))

enum
{
  PROP_0,
  PROP_SIDEBAR_SHOWN,
  PROP_SIDEBAR_FOLDED,
  PROP_PANE_SHOWN,
  PROP_PANE_FOLDED,
  PROP_PANE_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkBuildableIface *parent_buildable;

static gboolean
sidebar_is_shown (VdtPaneFrame *self)
{
  return self->sidebar_folded ? self->sidebar_open : self->sidebar_wanted;
}

static gboolean
pane_is_shown (VdtPaneFrame *self)
{
  return self->pane_folded ? self->pane_open : self->pane_wanted;
}

/* The fold states change inside an allocation, where nothing may be resized:
 * those who listen hear of it when it is over. */
static gboolean
notify_folded_cb (gpointer user_data)
{
  VdtPaneFrame *self = user_data;

  self->notify_id = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_FOLDED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_SHOWN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PANE_FOLDED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PANE_SHOWN]);

  return G_SOURCE_REMOVE;
}

static void
update_classes (VdtPaneFrame *self)
{
  if (self->sidebar_folded)
    gtk_widget_add_css_class (self->sidebar, "over");
  else
    gtk_widget_remove_css_class (self->sidebar, "over");

  if (self->pane_folded)
    gtk_widget_add_css_class (self->pane, "over");
  else
    gtk_widget_remove_css_class (self->pane, "over");
}

static void
update_folding (VdtPaneFrame *self,
                int           width)
{
  gboolean sidebar_folded = width < VDT_PANE_FRAME_SIDEBAR_FOLD;
  gboolean pane_folded = width < VDT_PANE_FRAME_PANE_FOLD;

  if (sidebar_folded == self->sidebar_folded && pane_folded == self->pane_folded)
    return;

  self->sidebar_folded = sidebar_folded;
  self->pane_folded = pane_folded;
  self->sidebar_open = FALSE;
  self->pane_open = FALSE;
  update_classes (self);
  if (self->notify_id == 0)
    self->notify_id = g_idle_add (notify_folded_cb, self);
}

static int
pane_width_for (VdtPaneFrame *self,
                int           width)
{
  int most = MAX (PANE_WIDTH_MIN, MIN (PANE_WIDTH_MAX, width - CONTENT_MIN));

  return MIN (CLAMP (self->pane_width, PANE_WIDTH_MIN, most), width);
}

static void
allocate_at (GtkWidget *child,
             int        x,
             int        width,
             int        height)
{
  GskTransform *transform;

  transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (x, 0));
  gtk_widget_allocate (child, width, height, -1, transform);
}

static void
vdt_pane_frame_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  VdtPaneFrame *self = VDT_PANE_FRAME (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean sidebar_shown, pane_shown;
  int sidebar_width, pane_width, content_x = 0, content_width = width;

  update_folding (self, width);

  sidebar_shown = sidebar_is_shown (self) && gtk_widget_get_visible (self->sidebar);
  pane_shown = pane_is_shown (self) && gtk_widget_get_visible (self->pane);
  sidebar_width = MIN (SIDEBAR_WIDTH, width);
  pane_width = pane_width_for (self, width);

  gtk_widget_set_child_visible (self->sidebar, sidebar_shown);
  gtk_widget_set_child_visible (self->pane, pane_shown);
  gtk_widget_set_child_visible (self->handle, pane_shown);

  if (sidebar_shown && !self->sidebar_folded)
    {
      content_x = sidebar_width;
      content_width -= sidebar_width;
    }
  if (pane_shown && !self->pane_folded)
    content_width -= pane_width;

  allocate_at (self->content, rtl ? width - content_x - content_width : content_x,
               content_width, height);
  if (sidebar_shown)
    allocate_at (self->sidebar, rtl ? width - sidebar_width : 0, sidebar_width, height);
  if (pane_shown)
    {
      int x = rtl ? 0 : width - pane_width;
      int edge = rtl ? pane_width : x;

      allocate_at (self->pane, x, pane_width, height);
      allocate_at (self->handle, edge - HANDLE_WIDTH / 2, HANDLE_WIDTH, height);
    }
}

static void
vdt_pane_frame_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  VdtPaneFrame *self = VDT_PANE_FRAME (widget);
  GtkWidget *children[] = { self->content, self->sidebar, self->pane };

  *minimum = 0;
  *natural = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int child_minimum, child_natural;

      if (children[i] == NULL || !gtk_widget_get_visible (children[i]))
        continue;

      /* Folded, everything lies over each other: the widest decides. The height
       * is asked for without a width, for the widths depend on the folding. */
      gtk_widget_measure (children[i], orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
drag_begin_cb (VdtPaneFrame *self,
               double        x,
               double        y)
{
  self->drag_width = pane_width_for (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

static void
drag_update_cb (VdtPaneFrame   *self,
                double          offset_x,
                double          offset_y,
                GtkGestureDrag *gesture)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double start_x, start_y;
  graphene_point_t point;

  /* The handle moves under the pointer: measure in the frame's coordinates. */
  gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y);
  if (!gtk_widget_compute_point (self->handle, GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT (start_x + offset_x, 0), &point))
    return;

  vdt_pane_frame_set_pane_width (self, rtl ? (int) point.x
                                           : gtk_widget_get_width (GTK_WIDGET (self)) - (int) point.x);
}

static void
add_handle (VdtPaneFrame *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->handle = g_object_new (GTK_TYPE_BOX, "css-name", "panehandle", "accessible-role",
                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_cursor_from_name (self->handle, "col-resize");
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_parent (self->handle, GTK_WIDGET (self));
}

static void
vdt_pane_frame_add_child (GtkBuildable *buildable,
                          GtkBuilder   *builder,
                          GObject      *child,
                          const char   *type)
{
  VdtPaneFrame *self = VDT_PANE_FRAME (buildable);

  if (!GTK_IS_WIDGET (child))
    {
      parent_buildable->add_child (buildable, builder, child, type);
      return;
    }

  if (g_strcmp0 (type, "sidebar") == 0)
    self->sidebar = GTK_WIDGET (child);
  else if (g_strcmp0 (type, "pane") == 0)
    self->pane = GTK_WIDGET (child);
  else
    self->content = GTK_WIDGET (child);

  /* Later children are drawn over earlier ones; the handle is over the pane. */
  gtk_widget_insert_before (GTK_WIDGET (child), GTK_WIDGET (self), self->handle);
}

static void
vdt_pane_frame_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = vdt_pane_frame_add_child;
}

static void
vdt_pane_frame_dispose (GObject *object)
{
  VdtPaneFrame *self = VDT_PANE_FRAME (object);
  GtkWidget *child;

  g_clear_handle_id (&self->notify_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_pane_frame_parent_class)->dispose (object);
}

static void
vdt_pane_frame_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  VdtPaneFrame *self = VDT_PANE_FRAME (object);

  switch (property_id)
    {
    case PROP_SIDEBAR_SHOWN:
      g_value_set_boolean (value, sidebar_is_shown (self));
      break;

    case PROP_SIDEBAR_FOLDED:
      g_value_set_boolean (value, self->sidebar_folded);
      break;

    case PROP_PANE_SHOWN:
      g_value_set_boolean (value, pane_is_shown (self));
      break;

    case PROP_PANE_FOLDED:
      g_value_set_boolean (value, self->pane_folded);
      break;

    case PROP_PANE_WIDTH:
      g_value_set_int (value, self->pane_width);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vdt_pane_frame_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VdtPaneFrame *self = VDT_PANE_FRAME (object);

  switch (property_id)
    {
    case PROP_SIDEBAR_SHOWN:
      vdt_pane_frame_set_sidebar_shown (self, g_value_get_boolean (value));
      break;

    case PROP_PANE_SHOWN:
      vdt_pane_frame_set_pane_shown (self, g_value_get_boolean (value));
      break;

    case PROP_PANE_WIDTH:
      vdt_pane_frame_set_pane_width (self, g_value_get_int (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vdt_pane_frame_class_init (VdtPaneFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = vdt_pane_frame_dispose;
  object_class->get_property = vdt_pane_frame_get_property;
  object_class->set_property = vdt_pane_frame_set_property;
  widget_class->measure = vdt_pane_frame_measure;
  widget_class->size_allocate = vdt_pane_frame_size_allocate;

  properties[PROP_SIDEBAR_SHOWN] =
    g_param_spec_boolean ("sidebar-shown", NULL, NULL, TRUE, G_PARAM_READWRITE | flags);
  properties[PROP_SIDEBAR_FOLDED] =
    g_param_spec_boolean ("sidebar-folded", NULL, NULL, FALSE, G_PARAM_READABLE | flags);
  properties[PROP_PANE_SHOWN] =
    g_param_spec_boolean ("pane-shown", NULL, NULL, TRUE, G_PARAM_READWRITE | flags);
  properties[PROP_PANE_FOLDED] =
    g_param_spec_boolean ("pane-folded", NULL, NULL, FALSE, G_PARAM_READABLE | flags);
  properties[PROP_PANE_WIDTH] =
    g_param_spec_int ("pane-width", NULL, NULL, PANE_WIDTH_MIN, PANE_WIDTH_MAX, PANE_WIDTH,
                      G_PARAM_READWRITE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "paneframe");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vdt_pane_frame_init (VdtPaneFrame *self)
{
  self->sidebar_wanted = TRUE;
  self->pane_wanted = TRUE;
  self->pane_width = PANE_WIDTH;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_handle (self);
}

gboolean
vdt_pane_frame_get_sidebar_shown (VdtPaneFrame *self)
{
  g_return_val_if_fail (VDT_IS_PANE_FRAME (self), FALSE);

  return sidebar_is_shown (self);
}

void
vdt_pane_frame_set_sidebar_shown (VdtPaneFrame *self,
                                  gboolean      shown)
{
  g_return_if_fail (VDT_IS_PANE_FRAME (self));

  if (sidebar_is_shown (self) == !!shown)
    return;

  if (self->sidebar_folded)
    self->sidebar_open = shown;
  else
    self->sidebar_wanted = shown;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_SHOWN]);
}

gboolean
vdt_pane_frame_get_sidebar_folded (VdtPaneFrame *self)
{
  g_return_val_if_fail (VDT_IS_PANE_FRAME (self), FALSE);

  return self->sidebar_folded;
}

gboolean
vdt_pane_frame_get_pane_shown (VdtPaneFrame *self)
{
  g_return_val_if_fail (VDT_IS_PANE_FRAME (self), FALSE);

  return pane_is_shown (self);
}

void
vdt_pane_frame_set_pane_shown (VdtPaneFrame *self,
                               gboolean      shown)
{
  g_return_if_fail (VDT_IS_PANE_FRAME (self));

  if (pane_is_shown (self) == !!shown)
    return;

  if (self->pane_folded)
    self->pane_open = shown;
  else
    self->pane_wanted = shown;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PANE_SHOWN]);
}

gboolean
vdt_pane_frame_get_pane_folded (VdtPaneFrame *self)
{
  g_return_val_if_fail (VDT_IS_PANE_FRAME (self), FALSE);

  return self->pane_folded;
}

/**
 * vdt_pane_frame_get_pane_width:
 * @self: a frame
 *
 * Returns: the width asked for, in pixels; a narrow window gives less
 */
int
vdt_pane_frame_get_pane_width (VdtPaneFrame *self)
{
  g_return_val_if_fail (VDT_IS_PANE_FRAME (self), 0);

  return self->pane_width;
}

/**
 * vdt_pane_frame_set_pane_width:
 * @self: a frame
 * @width: in pixels, brought into the range of 320 to 640
 *
 * Sets how wide the utility pane wants to be.
 */
void
vdt_pane_frame_set_pane_width (VdtPaneFrame *self,
                               int           width)
{
  g_return_if_fail (VDT_IS_PANE_FRAME (self));

  width = CLAMP (width, PANE_WIDTH_MIN, PANE_WIDTH_MAX);
  if (self->pane_width == width)
    return;

  self->pane_width = width;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PANE_WIDTH]);
}
