/* vdt-figure-graph.c
 *
 * The attack as a graph that fits a page: accounts, devices and what was found, in
 * columns, tied where one alert names both.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-figures.h"

#define NODE_HEIGHT 22.0
#define NODE_GAP 7.0
#define MOST_IN_COLUMN 12
#define MOST_LINKS 160

/* What goes into which column. The first column is what came in, the last where it
 * went. */
static const char *const column_kinds[][6] = {
  { "mail", "mailbox", NULL },
  { "user", NULL },
  { "device", NULL },
  { "file", "process", "malware", NULL },
  { "url", "ip", "domain", NULL },
};

#define N_COLUMNS G_N_ELEMENTS (column_kinds)

typedef struct
{
  VdtAsset *asset;
  guint     column;
  double    x;
  double    y;
  double    rank;      /* where its neighbours are; the order in the column follows it */
  guint     weight;
} Node;

typedef struct
{
  guint from;
  guint to;
  guint n;
} Link;

static int
weight_of (VdtAsset *asset)
{
  const char *verdict = vdt_asset_get_verdict (asset);
  int bad = g_strcmp0 (verdict, "malicious") == 0 ? 20 : g_strcmp0 (verdict, "suspicious") == 0 ? 10 : 0;

  return bad + (int) g_strv_length ((char **) vdt_asset_get_alert_ids (asset));
}

static int
compare_weights (gconstpointer a,
                 gconstpointer b)
{
  const Node *left = a;
  const Node *right = b;

  if (left->column != right->column)
    return left->column < right->column ? -1 : 1;

  return left->weight != right->weight ? (left->weight < right->weight) - (left->weight > right->weight)
                                       : g_strcmp0 (vdt_asset_get_key (left->asset),
                                                    vdt_asset_get_key (right->asset));
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const Node *left = a;
  const Node *right = b;

  if (left->column != right->column)
    return left->column < right->column ? -1 : 1;

  return (left->rank > right->rank) - (left->rank < right->rank);
}

/* The heaviest assets of each column; @out_hidden says how many more there are. */
static GArray *
choose_nodes (GListModel *assets,
              GPtrArray  *owned,
              guint      *out_hidden)
{
  GArray *nodes = g_array_new (FALSE, TRUE, sizeof (Node));
  guint n_kept[N_COLUMNS] = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      VdtAsset *asset = g_list_model_get_item (assets, i);
      Node node = { asset, N_COLUMNS, 0, 0, 0, (guint) weight_of (asset) };

      g_ptr_array_add (owned, asset);
      for (guint c = 0; c < N_COLUMNS; c++)
        if (vdt_asset_get_kind (asset) != NULL && g_strv_contains (column_kinds[c], vdt_asset_get_kind (asset)))
          node.column = c;
      if (node.column < N_COLUMNS)
        g_array_append_val (nodes, node);
    }

  g_array_sort (nodes, compare_weights);
  *out_hidden = 0;
  for (guint i = 0; i < nodes->len;)
    {
      if (n_kept[g_array_index (nodes, Node, i).column]++ < MOST_IN_COLUMN)
        i++;
      else
        {
          g_array_remove_index (nodes, i);
          (*out_hidden)++;
        }
    }

  return nodes;
}

static gboolean
share_alert (VdtAsset *a,
             VdtAsset *b,
             guint    *out_n)
{
  const char *const *left = vdt_asset_get_alert_ids (a);
  const char *const *right = vdt_asset_get_alert_ids (b);

  *out_n = 0;
  for (guint i = 0; left != NULL && left[i] != NULL; i++)
    *out_n += right != NULL && g_strv_contains (right, left[i]);

  return *out_n > 0;
}

/* Ties between columns that stand next to each other among those that have nodes. */
static GArray *
find_links (GArray      *nodes,
            const guint *place_of_column)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (Link));

  for (guint a = 0; a < nodes->len; a++)
    for (guint b = a + 1; b < nodes->len && links->len < MOST_LINKS; b++)
      {
        const Node *from = &g_array_index (nodes, Node, a);
        const Node *to = &g_array_index (nodes, Node, b);
        Link link = { a, b, 0 };

        if (place_of_column[to->column] == place_of_column[from->column] + 1 &&
            share_alert (from->asset, to->asset, &link.n))
          g_array_append_val (links, link);
      }

  return links;
}

/* Puts each node near those that it is tied to: the mean of their places. */
static void
rank_nodes (GArray *nodes,
            GArray *links)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      Node *node = &g_array_index (nodes, Node, i);
      double sum = 0;
      guint n = 0;

      for (guint l = 0; l < links->len; l++)
        {
          const Link *link = &g_array_index (links, Link, l);

          if (link->to == i)
            {
              sum += g_array_index (nodes, Node, link->from).rank;
              n++;
            }
        }
      node->rank = n > 0 ? sum / n + i * 1e-4 : i;
    }
}

static const char *
fill_of (VdtAsset *asset)
{
  const char *verdict = vdt_asset_get_verdict (asset);

  return g_strcmp0 (verdict, "malicious") == 0 ? "#fbe3e1" : g_strcmp0 (verdict, "suspicious") == 0 ? "#fdf0dc"
                                                                                                    : "#eef1f5";
}

static const char *
edge_of (VdtAsset *asset)
{
  const char *verdict = vdt_asset_get_verdict (asset);

  return g_strcmp0 (verdict, "malicious") == 0 ? "#b3261e" : g_strcmp0 (verdict, "suspicious") == 0 ? "#c77700"
                                                                                                    : "#8a93a0";
}

static void
draw_node (VdtFigure   *figure,
           const Node  *node,
           double       width,
           VdtReplacer *names)
{
  g_autofree char *name = vdt_figures_label (vdt_asset_get_name (node->asset), 7.5, width - 10, names);

  vdt_figure_rect (figure, node->x, node->y, width, NODE_HEIGHT, fill_of (node->asset), edge_of (node->asset))
    ->corner = 3;
  vdt_figure_text (figure, node->x + 5, node->y + NODE_HEIGHT / 2 + 2.7, 7.5, "#1d1d1f", name);
}

static void
place_nodes (GArray      *nodes,
             const guint *place_of_column,
             double       width,
             double       gap,
             double      *out_bottom)
{
  guint in_column[N_COLUMNS] = { 0 };
  double next[N_COLUMNS];
  guint most = 0;

  for (guint i = 0; i < nodes->len; i++)
    {
      guint *n = &in_column[g_array_index (nodes, Node, i).column];

      (*n)++;
      most = MAX (most, *n);
    }
  for (guint c = 0; c < N_COLUMNS; c++)
    next[c] = 18 + (most - in_column[c]) * (NODE_HEIGHT + NODE_GAP) / 2;

  for (guint i = 0; i < nodes->len; i++)
    {
      Node *node = &g_array_index (nodes, Node, i);

      node->x = 0.5 + place_of_column[node->column] * (width + gap);
      node->y = next[node->column];
      next[node->column] += NODE_HEIGHT + NODE_GAP;
    }
  *out_bottom = 18 + most * (NODE_HEIGHT + NODE_GAP);
}

static void
draw_heads (VdtFigure   *figure,
            VdtWords    *words,
            const guint *place_of_column,
            double       width,
            double       gap)
{
  static const char *const keys[] = { "graph.mail", "graph.user", "graph.device", "graph.file", "graph.network" };

  for (guint c = 0; c < N_COLUMNS; c++)
    if (place_of_column[c] != G_MAXUINT)
      vdt_figure_text (figure, place_of_column[c] * (width + gap), 10, 8, "#6b7078", vdt_words_get (words, keys[c]))
        ->bold = TRUE;
}

/**
 * vdt_figure_of_graph:
 * @incident: a loaded incident
 * @words: the report's words
 * @names: (nullable): what hides names
 *
 * Returns: (transfer full) (nullable): a figure; %NULL if there is nothing to tie
 */
VdtFigure *
vdt_figure_of_graph (VdtIncident *incident,
                     VdtWords    *words,
                     VdtReplacer *names)
{
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) nodes = NULL;
  g_autoptr(GArray) links = NULL;
  guint place_of_column[N_COLUMNS];
  guint n_columns = 0;
  guint n_hidden;
  double gap = 22;
  double width;
  double bottom;
  VdtFigure *figure;
  g_autofree char *n = NULL;

  nodes = choose_nodes (vdt_incident_get_assets (incident), owned, &n_hidden);
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      place_of_column[c] = G_MAXUINT;
      for (guint i = 0; i < nodes->len && place_of_column[c] == G_MAXUINT; i++)
        if (g_array_index (nodes, Node, i).column == c)
          place_of_column[c] = n_columns++;
    }
  if (nodes->len < 2)
    return NULL;

  links = find_links (nodes, place_of_column);
  rank_nodes (nodes, links);
  g_array_sort (nodes, compare_ranks);
  g_array_unref (links);
  links = find_links (nodes, place_of_column);

  width = (VDT_FIGURE_WIDTH - 1 - gap * (n_columns - 1)) / MAX (n_columns, 1);
  place_nodes (nodes, place_of_column, width, gap, &bottom);
  figure = vdt_figure_new (VDT_FIGURE_WIDTH, bottom + (n_hidden > 0 ? 12 : 0));
  draw_heads (figure, words, place_of_column, width, gap);
  for (guint l = 0; l < links->len; l++)
    {
      const Link *link = &g_array_index (links, Link, l);
      const Node *from = &g_array_index (nodes, Node, link->from);
      const Node *to = &g_array_index (nodes, Node, link->to);

      vdt_figure_line (figure, from->x + width, from->y + NODE_HEIGHT / 2, to->x, to->y + NODE_HEIGHT / 2,
                       link->n > 1 ? "#8a93a0" : "#c3c9d1");
    }
  for (guint i = 0; i < nodes->len; i++)
    draw_node (figure, &g_array_index (nodes, Node, i), width, names);
  if (n_hidden > 0)
    {
      g_autofree char *more = vdt_words_count (words, "graph.more", n_hidden);

      vdt_figure_text (figure, VDT_FIGURE_WIDTH / 2, bottom + 8, 7.5, "#6b7078", more)->anchor = 1;
    }

  n = g_strdup_printf ("%u", nodes->len);
  figure->about = vdt_words_say (words, "about.graph", "n", n, NULL);

  return figure;
}
