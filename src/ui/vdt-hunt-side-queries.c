/* vdt-hunt-side-queries.c
 *
 * The saved queries, the library and the history of the side panel.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-side-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-attack.h"
#include "vdt-feedback.h"
#include "vdt-library.h"
#include "vdt-present.h"
#include "vdt-session-history.h"
#include "vdt-session-saved.h"
#include "vdt-time.h"

#define PAGE_OF_RUNS 200
#define TITLE_CHARACTERS 90
#define ABOUT_CHARACTERS 2000

/* The group of a folder, with those above it. */
static GListStore *
folder_of (GListStore *root,
           GHashTable *folders,
           const char *path)
{
  const char *slash = strrchr (path, '/');
  g_autofree char *folder = NULL;
  VdtSideNode *group;
  GListStore *above;
  const char *name;

  if (slash == NULL)
    return root;

  folder = g_strndup (path, (gsize) (slash - path));
  group = g_hash_table_lookup (folders, folder);
  if (group == NULL)
    {
      above = folder_of (root, folders, folder);
      name = strrchr (folder, '/');
      group = vdt_side_node_add_group (above, name != NULL ? name + 1 : folder, NULL);
      g_hash_table_insert (folders, g_steal_pointer (&folder), group);
    }

  return group->children;
}

static void
add_saved (GListStore          *list,
           const VdtSavedQuery *query,
           const char          *title)
{
  g_autoptr(VdtSideNode) node = vdt_side_node_new (VDT_NODE_SAVED, title, query->favourite ? "★" : NULL);
  g_autofree char *when = vdt_present_time (query->modified);

  node->key = g_strdup (query->path);
  node->flag = query->favourite;
  /* Translators: a saved query; its path, and when its file was changed. */
  node->about = g_strdup_printf (_("%s.kql\nChanged %s"), query->path, when);
  g_list_store_append (list, node);
}

void
vdt_hunt_side_fill_saved (VdtHuntSide *self,
                          GListStore  *root,
                          const char  *search)
{
  g_autoptr(GHashTable) folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; self->saved != NULL && i < self->saved->len; i++)
    {
      const VdtSavedQuery *query = g_ptr_array_index (self->saved, i);
      const char *slash = strrchr (query->path, '/');

      if (!vdt_hunt_side_matches (query->path, search))
        continue;
      /* Favourites first, and not in folders. */
      if (query->favourite)
        add_saved (root, query, query->path);
      else
        add_saved (folder_of (root, folders, query->path), query, slash != NULL ? slash + 1 : query->path);
    }
}

static char *
dup_about_library (const VdtLibraryQuery *query)
{
  g_autoptr(GString) about = g_string_new (query->finds);
  g_autofree char *tables = g_strjoinv (", ", (char **) query->tables);

  for (gsize i = 0; query->techniques[i] != NULL; i++)
    {
      g_autofree char *name = vdt_attack_dup_full_name (query->techniques[i]);

      g_string_append_printf (about, "\n%s %s", query->techniques[i], name != NULL ? name : "");
    }
  g_string_append_printf (about, "\n%s", tables);

  return g_string_free (g_steal_pointer (&about), FALSE);
}

void
vdt_hunt_side_fill_library (GListStore *root,
                            const char *search)
{
  gsize n = 0;
  const VdtLibraryQuery *queries = vdt_library_get_queries (&n);
  const char *area = NULL;
  VdtSideNode *group = NULL;

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *about = dup_about_library (&queries[i]);
      g_autoptr(VdtSideNode) node = NULL;

      if (!vdt_hunt_side_matches (queries[i].title, search) && !vdt_hunt_side_matches (about, search))
        continue;
      if (area != queries[i].area)
        {
          const char *title = vdt_library_get_area_name (queries[i].area);

          area = queries[i].area;
          group = vdt_side_node_add_group (root, title != NULL ? title : _("Triage"), NULL);
        }
      node = vdt_side_node_new (VDT_NODE_LIBRARY, queries[i].title, queries[i].techniques[0]);
      node->text = g_strdup (queries[i].text);
      node->about = g_steal_pointer (&about);
      g_list_store_append (group->children, node);
    }
}

/* A query in one line: without its line breaks. */
static char *
dup_title (const char *text)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), TITLE_CHARACTERS));
  g_auto(GStrv) words = g_strsplit_set (start, " \t\r\n", -1);
  g_autoptr(GString) line = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);

  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
dup_outcome (const VdtPastRun *run)
{
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", (gulong) run->rows), (guint) run->rows);
  double seconds = (double) run->duration / G_USEC_PER_SEC;

  if (run->state == VDT_QUERY_FAILED)
    return g_strdup_printf (_("Failed: %s"), run->message != NULL ? run->message : "");
  if (run->state == VDT_QUERY_PARTIAL)
    /* Translators: rows of a query that was stopped, and the seconds that it took. */
    return g_strdup_printf (_("%s · %.2f s · partial"), rows, seconds);
  if (run->truncated)
    return g_strdup_printf (_("%s · %.2f s · truncated"), rows, seconds);

  return g_strdup_printf (_("%s · %.2f s"), rows, seconds);
}

void
vdt_hunt_side_fill_history (VdtHuntSide *self,
                            GListStore  *root)
{
  for (guint i = 0; self->runs != NULL && i < self->runs->len; i++)
    {
      const VdtPastRun *run = g_ptr_array_index (self->runs, i);
      g_autofree char *title = dup_title (run->text);
      g_autofree char *when = vdt_time_format (run->at, VDT_TIME_MINUTE);
      g_autofree char *day = vdt_present_time (run->at);
      g_autofree char *outcome = dup_outcome (run);
      g_autofree char *start = g_utf8_substring (run->text, 0, MIN (g_utf8_strlen (run->text, -1), ABOUT_CHARACTERS));
      g_autoptr(VdtSideNode) node = vdt_side_node_new (VDT_NODE_RUN, title, run->state == VDT_QUERY_FAILED ? "!" : when);

      node->id = run->id;
      node->flag = run->has_result;
      node->text = g_strdup (run->text);
      node->about = g_strdup_printf ("%s · %s · %s\n%s", day, run->engine, outcome, start);
      g_list_store_append (root, node);
    }
  if (self->runs != NULL && !self->runs_complete)
    {
      g_autoptr(VdtSideNode) more = vdt_side_node_new (VDT_NODE_MORE, _("Show Older Runs"), NULL);

      g_list_store_append (root, more);
    }
}

static void
saved_listed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(VdtHuntSide) self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *saved = vdt_session_list_saved_finish (VDT_SESSION (object), result, &error);

  if (saved == NULL || self->session == NULL)
    {
      g_clear_pointer (&saved, g_ptr_array_unref);
      return;
    }

  g_clear_pointer (&self->saved, g_ptr_array_unref);
  self->saved = saved;
  if (self->list == VDT_SIDE_SAVED)
    vdt_hunt_side_reload (self);
}

void
vdt_hunt_side_load_saved (VdtHuntSide *self)
{
  vdt_session_list_saved_async (self->session, self->cancellable, saved_listed_cb, g_object_ref (self));
}

typedef struct
{
  VdtHuntSide *side;
  gboolean     more;
} Listing;

static void
runs_listed_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autofree Listing *listing = user_data;
  g_autoptr(VdtHuntSide) self = listing->side;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) runs = vdt_session_list_runs_finish (VDT_SESSION (object), result, &error);

  if (runs == NULL || self->session == NULL)
    {
      if (error != NULL && self->session != NULL)
        vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }

  self->runs_complete = runs->len < PAGE_OF_RUNS;
  if (!listing->more || self->runs == NULL)
    {
      g_clear_pointer (&self->runs, g_ptr_array_unref);
      self->runs = g_steal_pointer (&runs);
    }
  else
    {
      for (guint i = 0; i < runs->len; i++)
        g_ptr_array_add (self->runs, vdt_past_run_copy (g_ptr_array_index (runs, i)));
    }
  if (self->list == VDT_SIDE_HISTORY)
    vdt_hunt_side_reload (self);
}

/**
 * vdt_hunt_side_load_history:
 * @self: a panel
 * @more: whether older runs are wanted beside those that are shown
 */
void
vdt_hunt_side_load_history (VdtHuntSide *self,
                            gboolean     more)
{
  Listing *listing = g_new (Listing, 1);
  gint64 before = 0;

  if (more && self->runs != NULL && self->runs->len > 0)
    before = ((VdtPastRun *) g_ptr_array_index (self->runs, self->runs->len - 1))->id;
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  listing->side = g_object_ref (self);
  listing->more = more;
  vdt_session_list_runs_async (self->session, self->searches[VDT_SIDE_HISTORY], before, PAGE_OF_RUNS, self->listing,
                               runs_listed_cb, listing);
}
