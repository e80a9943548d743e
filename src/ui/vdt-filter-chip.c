/* vdt-filter-chip.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-filter-chip.h"

#include <glib/gi18n.h>

/**
 * VdtFilterChip:
 *
 * A filter with a few values, any number of which can be ticked; none ticked
 * lets everything through. Emits #VdtFilterChip::changed.
 */
struct _VdtFilterChip
{
  GtkWidget      parent_instance;

  GtkMenuButton *button;
  GtkLabel      *label;
  GtkBox        *box;

  char          *title;
  GPtrArray     *nicks;      /* char * */
  GPtrArray     *checks;     /* GtkCheckButton, not owned */
  GPtrArray     *selected;   /* char *, NULL-terminated, not owned */
  gboolean       quiet;
};

G_DEFINE_FINAL_TYPE (VdtFilterChip, vdt_filter_chip, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update (VdtFilterChip *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *label = NULL;

  g_ptr_array_set_size (self->selected, 0);
  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->checks, i);

      if (!gtk_check_button_get_active (check))
        continue;
      g_ptr_array_add (self->selected, g_ptr_array_index (self->nicks, i));
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append (text, gtk_check_button_get_label (check));
    }

  /* Translators: a filter, as “Status: New, In progress”. */
  label = self->selected->len == 0 ? g_strdup_printf (_("%s: any"), self->title)
                                   : g_strdup_printf (_("%s: %s"), self->title, text->str);
  if (self->selected->len > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "active");
  g_ptr_array_add (self->selected, NULL);

  gtk_label_set_label (self->label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
toggled_cb (VdtFilterChip *self)
{
  if (self->quiet)
    return;

  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
vdt_filter_chip_dispose (GObject *object)
{
  VdtFilterChip *self = VDT_FILTER_CHIP (object);

  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;

  G_OBJECT_CLASS (vdt_filter_chip_parent_class)->dispose (object);
}

static void
vdt_filter_chip_finalize (GObject *object)
{
  VdtFilterChip *self = VDT_FILTER_CHIP (object);

  g_free (self->title);
  g_ptr_array_unref (self->nicks);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->selected);

  G_OBJECT_CLASS (vdt_filter_chip_parent_class)->finalize (object);
}

static void
vdt_filter_chip_class_init (VdtFilterChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vdt_filter_chip_dispose;
  object_class->finalize = vdt_filter_chip_finalize;

  /**
   * VdtFilterChip::changed:
   * @self: the chip
   *
   * The analyst ticked or unticked a value.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "filterchip");
}

static void
vdt_filter_chip_init (VdtFilterChip *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *popover = gtk_popover_new ();

  self->nicks = g_ptr_array_new_with_free_func (g_free);
  self->checks = g_ptr_array_new ();
  self->selected = g_ptr_array_new ();

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 32);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("vdt-down-symbolic"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (content), "chip-arrow");

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->box));

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, content);
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

/**
 * vdt_filter_chip_new:
 * @title: what is filtered, as “Status”
 *
 * Returns: a new chip without values
 */
GtkWidget *
vdt_filter_chip_new (const char *title)
{
  VdtFilterChip *self = g_object_new (VDT_TYPE_FILTER_CHIP, NULL);

  self->title = g_strdup (title);
  update (self);

  return GTK_WIDGET (self);
}

void
vdt_filter_chip_add_option (VdtFilterChip *self,
                            const char    *nick,
                            const char    *label)
{
  GtkWidget *check;

  g_return_if_fail (VDT_IS_FILTER_CHIP (self));

  check = gtk_check_button_new_with_label (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (self->box, check);
  g_ptr_array_add (self->nicks, g_strdup (nick));
  g_ptr_array_add (self->checks, check);
}

/**
 * vdt_filter_chip_get_selected:
 * @self: a chip
 *
 * Returns: (transfer none) (array zero-terminated=1): the ticked values; valid
 *   until they change
 */
const char * const *
vdt_filter_chip_get_selected (VdtFilterChip *self)
{
  g_return_val_if_fail (VDT_IS_FILTER_CHIP (self), NULL);

  return (const char * const *) self->selected->pdata;
}

/**
 * vdt_filter_chip_set_selected:
 * @self: a chip
 * @nicks: (nullable) (array zero-terminated=1): the values to tick
 *
 * Ticks values without telling of it.
 */
void
vdt_filter_chip_set_selected (VdtFilterChip      *self,
                              const char * const *nicks)
{
  g_return_if_fail (VDT_IS_FILTER_CHIP (self));

  self->quiet = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    {
      const char *nick = g_ptr_array_index (self->nicks, i);

      gtk_check_button_set_active (g_ptr_array_index (self->checks, i),
                                   nicks != NULL && g_strv_contains (nicks, nick));
    }
  self->quiet = FALSE;
  update (self);
}
