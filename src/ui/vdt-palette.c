/* vdt-palette.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-palette.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-compat.h"
#include "vdt-window-keys.h"

/**
 * VdtPalette:
 *
 * The actions of the window and of the page that is shown, found by the words of
 * their titles in any order. Emits #VdtPalette::chosen with the detailed name.
 */
struct _VdtPalette
{
  AdwWindow           parent_instance;

  GtkSearchEntry     *entry;
  GtkListView        *list_view;
  GtkStack           *stack;

  GtkSingleSelection *selection;
  GtkFilterListModel *matches;
  GtkCustomFilter    *filter;
  char              **words;
};

G_DEFINE_FINAL_TYPE (VdtPalette, vdt_palette, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One line: the index in the action table, as text, so that a GtkStringList
 * can carry it. */
static const VdtActionEntry *
entry_of (gpointer item)
{
  guint n_entries;
  const VdtActionEntry *entries = vdt_actions_get_entries (&n_entries);
  guint64 index = g_ascii_strtoull (gtk_string_object_get_string (item), NULL, 10);

  return index < n_entries ? &entries[index] : NULL;
}

static gboolean
match_cb (gpointer item,
          gpointer user_data)
{
  VdtPalette *self = user_data;
  const VdtActionEntry *entry = entry_of (item);
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (self->words == NULL)
    return TRUE;

  text = g_strconcat (gettext (entry->group), " ", gettext (entry->title), NULL);
  folded = g_utf8_casefold (text, -1);
  for (gsize i = 0; self->words[i] != NULL; i++)
    if (strstr (folded, self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
changed_cb (VdtPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folded = g_utf8_casefold (text, -1);
  guint n_matches;

  g_clear_pointer (&self->words, g_strfreev);
  self->words = g_strsplit (g_strstrip (folded), " ", -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);

  n_matches = g_list_model_get_n_items (G_LIST_MODEL (self->matches));
  gtk_stack_set_visible_child_name (self->stack, n_matches > 0 ? "list" : "none");
  if (n_matches > 0)
    gtk_single_selection_set_selected (self->selection, 0);
}

static void
activate_cb (VdtPalette *self,
             guint       position)
{
  g_autoptr(GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  const VdtActionEntry *entry = item == NULL ? NULL : entry_of (item);

  if (entry == NULL)
    return;

  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, entry->name);
  g_object_unref (self);
}

static void
entry_activate_cb (VdtPalette *self)
{
  activate_cb (self, gtk_single_selection_get_selected (self->selection));
}

static gboolean
key_pressed_cb (VdtPalette      *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n_items == 0 || (key != GDK_KEY_Down && key != GDK_KEY_Up))
    return GDK_EVENT_PROPAGATE;

  selected = (key == GDK_KEY_Down ? selected + 1 : selected + n_items - 1) % n_items;
  vdt_compat_select_row (self->selection, GTK_WIDGET (self->list_view), selected);

  return GDK_EVENT_STOP;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item,
          gpointer            user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *key = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (key, "key-cap");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), key);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            user_data)
{
  const VdtActionEntry *entry = entry_of (gtk_list_item_get_item (list_item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *key = gtk_widget_get_next_sibling (title);
  g_autofree char *label = vdt_actions_dup_key_label (entry);

  gtk_label_set_label (GTK_LABEL (title), gettext (entry->title));
  gtk_label_set_label (GTK_LABEL (key), label);
  gtk_widget_set_visible (key, label != NULL);
}

static void
fill (VdtPalette *self,
      const char *page)
{
  guint n_entries;
  const VdtActionEntry *entries = vdt_actions_get_entries (&n_entries);
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_entries; i++)
    {
      g_autofree char *index = g_strdup_printf ("%u", i);

      if (entries[i].scope == VDT_ACTION_SCOPE_BUILT_IN || entries[i].scope == VDT_ACTION_SCOPE_LIST ||
          g_str_equal (entries[i].name, "win.show-palette") ||
          (entries[i].page != NULL && g_strcmp0 (entries[i].page, page) != 0))
        continue;
      gtk_string_list_append (list, index);
    }
  gtk_filter_list_model_set_model (self->matches, G_LIST_MODEL (list));
}

static void
vdt_palette_dispose (GObject *object)
{
  VdtPalette *self = VDT_PALETTE (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->matches);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  gtk_widget_dispose_template (GTK_WIDGET (object), VDT_TYPE_PALETTE);

  G_OBJECT_CLASS (vdt_palette_parent_class)->dispose (object);
}

static void
vdt_palette_finalize (GObject *object)
{
  VdtPalette *self = VDT_PALETTE (object);

  g_strfreev (self->words);

  G_OBJECT_CLASS (vdt_palette_parent_class)->finalize (object);
}

static void
vdt_palette_class_init (VdtPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = vdt_palette_finalize;

  /**
   * VdtPalette::chosen:
   * @self: the palette, which is closed by then
   * @name: a detailed action name
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, VdtPalette, list_view);
  gtk_widget_class_bind_template_child (widget_class, VdtPalette, stack);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  vdt_window_class_add_close_keys (widget_class);
}

static void
vdt_palette_init (VdtPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->filter = gtk_custom_filter_new (match_cb, self, NULL);
  self->matches = gtk_filter_list_model_new (NULL, GTK_FILTER (g_object_ref (self->filter)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->matches)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self);
}

/**
 * vdt_palette_new:
 * @parent: the window whose actions are meant
 * @page: (nullable): the kind of page that is shown
 *
 * Returns: (transfer none): a new palette
 */
GtkWidget *
vdt_palette_new (GtkWindow  *parent,
                 const char *page)
{
  VdtPalette *self = g_object_new (VDT_TYPE_PALETTE, "transient-for", parent, NULL);

  fill (self, page);
  changed_cb (self);

  return GTK_WIDGET (self);
}

void
vdt_palette_set_text (VdtPalette *self,
                      const char *text)
{
  g_return_if_fail (VDT_IS_PALETTE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  changed_cb (self);
}

/**
 * vdt_palette_get_matches:
 * @self: a palette
 *
 * Returns: (transfer none): what is listed
 */
GListModel *
vdt_palette_get_matches (VdtPalette *self)
{
  g_return_val_if_fail (VDT_IS_PALETTE (self), NULL);

  return G_LIST_MODEL (self->matches);
}
