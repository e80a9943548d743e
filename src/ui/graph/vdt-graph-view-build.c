/* vdt-graph-view-build.c
 *
 * From a model to nodes, edges and their places.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-view-private.h"

#include <glib/gi18n.h>

void
vdt_graph_view_item_free (gpointer data)
{
  VdtGraphItem *item = data;

  g_clear_pointer (&item->node, gtk_widget_unparent);
  g_array_unref (item->things);
  g_free (item->id);
  g_free (item);
}

VdtGraphItem *
vdt_graph_view_item (VdtGraphView *self,
                     guint         index)
{
  return g_ptr_array_index (self->items, index);
}

/* Columns run from where reading begins. */
double
vdt_graph_view_screen_x (VdtGraphView *self,
                         guint         index)
{
  const VdtGraphBox *box = &self->boxes[index];

  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? self->width - box->x - box->width
                                                                          : box->x;
}

void
vdt_graph_view_drop (VdtGraphView *self)
{
  self->current = -1;
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->items, 0);
  g_array_set_size (self->edges, 0);
  g_clear_pointer (&self->boxes, g_free);
  self->n_groups = 0;
}

/* The number of the group that each thing belongs to. */
static guint *
choose_groups (VdtGraphView *self,
               guint         n_things)
{
  guint n_links = vdt_graph_model_get_n_links (self->model);
  g_autofree VdtGraphKey *keys = g_new0 (VdtGraphKey, n_things);
  g_autofree VdtGraphLine *lines = g_new0 (VdtGraphLine, n_links);
  guint *group = g_new (guint, n_things);

  for (guint i = 0; i < n_things; i++)
    {
      const VdtGraphThing *thing = vdt_graph_model_get_thing (self->model, i);

      keys[i].kind = thing->kind;
      keys[i].layer = thing->layer;
      keys[i].single = thing->single || g_hash_table_contains (self->expanded, thing->id);
    }
  for (guint i = 0; i < n_links; i++)
    {
      const VdtGraphLink *link = vdt_graph_model_get_link (self->model, i);

      lines[i] = (VdtGraphLine) { link->from, link->to };
    }
  vdt_graph_group (keys, n_things, lines, n_links, self->limit, group);

  return group;
}

/* How a group is shown: how many, of what, and the worst state among them. */
static GtkWidget *
group_node_new (VdtGraphView *self,
                VdtGraphItem *item)
{
  const VdtGraphThing *first = vdt_graph_model_get_thing (self->model, g_array_index (item->things, guint, 0));
  guint n = item->things->len;
  g_autofree char *title = NULL;
  g_autofree char *spoken = NULL;
  g_autoptr(GString) detail = g_string_new (NULL);
  VdtGraphThing shown = *first;
  guint n_stated = 0;

  shown.state_icon = shown.state_label = shown.state_color = NULL;
  for (guint i = 0; i < n; i++)
    {
      const VdtGraphThing *thing = vdt_graph_model_get_thing (self->model, g_array_index (item->things, guint, i));

      if (detail->len < 60)
        g_string_append_printf (detail, "%s%s", i == 0 ? "" : ", ", thing->title);
      if (g_strcmp0 (thing->kind_label, first->kind_label) != 0)
        shown.icon_name = NULL;
      /* red before yellow before the rest */
      if (thing->state_color != NULL &&
          (n_stated++ == 0 || g_str_equal (thing->state_color, "error_color") ||
           (g_str_equal (thing->state_color, "warning_color") &&
            g_strcmp0 (shown.state_color, "error_color") != 0)))
        {
          shown.state_icon = thing->state_icon;
          shown.state_label = thing->state_label;
          shown.state_color = thing->state_color;
        }
    }
  /* Translators: a number and things of a kind, as “12 Files”. */
  title = g_strdup_printf (_("%u %s"), n, shown.icon_name == NULL ? _("Things") : first->plural);
  /* Translators: of a node that stands for several; %s is as “12 Files”, then their names. */
  spoken = g_strdup_printf (_("%s, grouped: %s"), title, detail->str);
  shown.title = title;
  shown.detail = detail->str;
  shown.spoken = spoken;

  return vdt_graph_node_new (&shown, TRUE);
}

static void
make_items (VdtGraphView *self,
            guint         n_things,
            const guint  *group,
            guint        *item_of)
{
  g_autoptr(GHashTable) groups = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n_things; i++)
    {
      const VdtGraphThing *thing = vdt_graph_model_get_thing (self->model, i);
      gpointer key = GUINT_TO_POINTER (group[i] + 1);
      VdtGraphItem *item = group[i] == VDT_GRAPH_NO_GROUP ? NULL : g_hash_table_lookup (groups, key);

      if (item == NULL)
        {
          item = g_new0 (VdtGraphItem, 1);
          item->group = group[i] != VDT_GRAPH_NO_GROUP;
          item->id = item->group ? g_strconcat ("group:", thing->id, NULL) : g_strdup (thing->id);
          item->things = g_array_new (FALSE, FALSE, sizeof (guint));
          item->order = self->items->len;
          g_ptr_array_add (self->items, item);
          if (item->group)
            {
              g_hash_table_insert (groups, key, item);
              g_hash_table_insert (self->by_id, item->id, item);
            }
        }
      g_array_append_val (item->things, i);
      g_hash_table_insert (self->by_id, (gpointer) thing->id, item);
      item_of[i] = item->order;
    }
  self->n_groups = g_hash_table_size (groups);
}

static void
make_edges (VdtGraphView *self,
            const guint  *item_of)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < vdt_graph_model_get_n_links (self->model); i++)
    {
      const VdtGraphLink *link = vdt_graph_model_get_link (self->model, i);
      VdtGraphEdge edge = { item_of[link->from], item_of[link->to], link->label, 1, link->dashed };
      gint64 key = (gint64) edge.from << 32 | edge.to;
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (known, &key));

      if (edge.from == edge.to)
        continue;
      if (number > 0)
        {
          VdtGraphEdge *same = &g_array_index (self->edges, VdtGraphEdge, number - 1);

          same->n_links++;
          same->dashed = same->dashed && link->dashed;
          if (g_strcmp0 (same->label, link->label) != 0)
            same->label = NULL;
          continue;
        }
      g_array_append_val (self->edges, edge);
      g_hash_table_insert (known, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (self->edges->len));
    }
}

static gint64
time_of (VdtGraphView *self,
         VdtGraphItem *item)
{
  gint64 time = VDT_GRAPH_NO_TIME;

  for (guint i = 0; i < item->things->len; i++)
    time = MIN (time, vdt_graph_model_get_thing (self->model, g_array_index (item->things, guint, i))->time);

  return time;
}

static int
by_time (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  VdtGraphView *self = user_data;
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;

  if (self->boxes[left].time != self->boxes[right].time)
    return self->boxes[left].time < self->boxes[right].time ? -1 : 1;

  return left < right ? -1 : left > right;
}

/* Who comes first when the graph is played. */
static void
set_order (VdtGraphView *self)
{
  g_autofree guint *sorted = g_new (guint, self->items->len + 1);

  for (guint i = 0; i < self->items->len; i++)
    sorted[i] = i;
  g_qsort_with_data (sorted, (int) self->items->len, sizeof *sorted, by_time, self);
  for (guint i = 0; i < self->items->len; i++)
    vdt_graph_view_item (self, sorted[i])->order = i;
}

/* What each node is linked to, for who does not see the lines. */
static void
describe (VdtGraphView *self)
{
  g_autoptr(GPtrArray) texts G_GNUC_UNUSED = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *counts = g_new0 (guint, self->items->len + 1);
  g_autofree GString **names = g_new0 (GString *, self->items->len + 1);

  for (guint i = 0; i < self->edges->len; i++)
    {
      const VdtGraphEdge *edge = &g_array_index (self->edges, VdtGraphEdge, i);

      for (guint side = 0; side < 2; side++)
        {
          guint one = side == 0 ? edge->from : edge->to;
          VdtGraphItem *other = vdt_graph_view_item (self, side == 0 ? edge->to : edge->from);
          const VdtGraphThing *thing =
            vdt_graph_model_get_thing (self->model, g_array_index (other->things, guint, 0));

          /* a reader need not hear more than a few at once */
          if (counts[one]++ >= 8)
            continue;
          if (names[one] == NULL)
            names[one] = g_string_new (NULL);
          g_string_append_printf (names[one], "%s%s %s", names[one]->len > 0 ? ", " : "",
                                  other->group ? thing->plural : thing->kind_label, thing->title);
        }
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      g_autofree char *list = names[i] == NULL ? NULL : g_string_free (names[i], FALSE);
      g_autofree char *text = list == NULL ? g_strdup (_("Linked to nothing"))
                              /* Translators: %u is a number of links, %s names some of them. */
                              : g_strdup_printf (_("%u links: %s"), counts[i], list);

      vdt_graph_node_describe (VDT_GRAPH_NODE (vdt_graph_view_item (self, i)->node), text);
    }
}

/* Makes the nodes of the model anew; who had the focus has it again. */
void
vdt_graph_view_build (VdtGraphView *self)
{
  g_autofree char *before = self->current < 0 ? NULL
                            : g_strdup (vdt_graph_view_item (self, (guint) self->current)->id);
  gboolean all_shown = self->n_shown >= self->items->len;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  guint n_things;
  g_autofree guint *group = NULL;
  g_autofree guint *item_of = NULL;

  vdt_graph_view_drop (self);
  n_things = self->model == NULL ? 0 : vdt_graph_model_get_n_things (self->model);
  if (n_things > 0)
    {
      group = choose_groups (self, n_things);
      item_of = g_new (guint, n_things);
      make_items (self, n_things, group, item_of);
      make_edges (self, item_of);
    }

  self->boxes = g_new0 (VdtGraphBox, self->items->len + 1);
  for (guint i = 0; i < self->items->len; i++)
    {
      VdtGraphItem *item = vdt_graph_view_item (self, i);
      const VdtGraphThing *thing = vdt_graph_model_get_thing (self->model, g_array_index (item->things, guint, 0));

      item->node = item->group ? group_node_new (self, item) : vdt_graph_node_new (thing, FALSE);
      gtk_widget_set_parent (item->node, GTK_WIDGET (self));
      self->boxes[i].layer = thing->layer;
      self->boxes[i].time = time_of (self, item);
    }
  set_order (self);
  describe (self);
  self->n_shown = all_shown ? self->items->len : MIN (self->n_shown, self->items->len);
  vdt_graph_view_arrange (self);

  if (before != NULL && g_hash_table_contains (self->by_id, before))
    {
      guint index = 0;

      g_ptr_array_find (self->items, g_hash_table_lookup (self->by_id, before), &index);
      vdt_graph_view_set_current (self, (int) index, had_focus);
    }
}

/* Gives the nodes their places: those set by hand, then the layout's. */
void
vdt_graph_view_arrange (VdtGraphView *self)
{
  VdtGraphOptions options = { .gap_x = 64, .gap_y = 10, .margin = 18 };
  g_autofree VdtGraphLine *lines = g_new0 (VdtGraphLine, self->edges->len + 1);
  int width = 0, height = 0;

  if (self->model != NULL)
    options.spine = vdt_graph_model_get_spine (self->model);
  if (self->items->len > 0)
    {
      GtkWidget *node = vdt_graph_view_item (self, 0)->node;

      /* all nodes are of one size: that of the font */
      gtk_widget_measure (node, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      gtk_widget_measure (node, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
    }
  for (guint i = 0; i < self->edges->len; i++)
    {
      const VdtGraphEdge *edge = &g_array_index (self->edges, VdtGraphEdge, i);

      lines[i] = (VdtGraphLine) { edge->from, edge->to };
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      const double *place = g_hash_table_lookup (self->places, vdt_graph_view_item (self, i)->id);

      self->boxes[i].width = width;
      self->boxes[i].height = height;
      self->boxes[i].fixed = place != NULL;
      if (place != NULL)
        {
          self->boxes[i].x = place[0];
          self->boxes[i].y = place[1] - VDT_GRAPH_HEAD;
        }
    }

  vdt_graph_layout (self->boxes, self->items->len, lines, self->edges->len, &options, &self->width, &self->height);
  for (guint i = 0; i < self->items->len; i++)
    self->boxes[i].y += VDT_GRAPH_HEAD;
  self->height += VDT_GRAPH_HEAD;
  vdt_graph_view_update_states (self);
  vdt_graph_view_update_scroll (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
