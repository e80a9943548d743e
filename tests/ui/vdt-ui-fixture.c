/* vdt-ui-fixture.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ui-fixture.h"

#include <glib/gstdio.h>

#include "vdt-resources.h"
#include "vdt-time.h"

#include "../test-slowness.h"

#define DEADLINE (VDT_TEST_SLOWNESS * 15 * G_USEC_PER_SEC)

void
vdt_ui_fixture_init (int    *argc,
                     char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  vdt_resources_register ();
  vdt_resources_add_icons (gdk_display_get_default ());
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @condition holds; a test that never gets there fails. */
void
vdt_ui_fixture_wait (VdtUiCondition condition,
                     gpointer       data)
{
  gint64 end = g_get_monotonic_time () + DEADLINE;
  guint id = g_timeout_add (20, tick_cb, NULL);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (id);
}

static gboolean
nothing_pending (gpointer data)
{
  return !g_main_context_pending (NULL);
}

/* Lets idle work and a few frames pass. */
void
vdt_ui_fixture_settle (void)
{
  for (int i = 0; i < 5; i++)
    {
      g_usleep (15000);
      vdt_ui_fixture_wait (nothing_pending, NULL);
    }
}

static gboolean
is_open (gpointer session)
{
  return vdt_session_get_state (session) == VDT_SESSION_OPEN;
}

static gboolean
shows_incident (gpointer window)
{
  VdtPage *page = vdt_window_get_page (window);

  return page != NULL && vdt_page_get_incident (page) != NULL &&
         g_str_equal (vdt_page_get_kind (page), "incident");
}

static void
sample_opened_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  VdtUiFixture *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = vdt_session_open_sample_finish (VDT_SESSION (object), result, &error);

  g_assert_no_error (error);
  vdt_window_open_incident (self->window, id);
}

/* With @sample, the sample's main incident is open. Its telemetry is not imported:
 * that takes seconds of every test; one that hunts imports it itself. */
void
vdt_ui_fixture_set_up (VdtUiFixture  *self,
                       gconstpointer  sample)
{
  self->folder = g_dir_make_tmp ("vedette-ui-XXXXXX", NULL);
  self->session = vdt_session_new (vdt_clock_system, NULL);
  vdt_session_open_async (self->session, self->folder, NULL, NULL, NULL);
  self->window = VDT_WINDOW (vdt_window_new (NULL, self->session));
  gtk_window_present (GTK_WINDOW (self->window));
  vdt_ui_fixture_wait (is_open, self->session);
  vdt_ui_fixture_settle ();
  if (sample != NULL)
    {
      vdt_session_open_sample_async (self->session, NULL, sample_opened_cb, self);
      vdt_ui_fixture_wait (shows_incident, self->window);
      vdt_ui_fixture_settle ();
    }
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

void
vdt_ui_fixture_tear_down (VdtUiFixture  *self,
                          gconstpointer  sample)
{
  GtkWindow *window = GTK_WINDOW (self->window);

  gtk_window_close (window);
  vdt_ui_fixture_settle ();
  vdt_session_close (self->session);
  vdt_ui_fixture_settle ();
  g_clear_object (&self->session);
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

/* The first widget of @type at or below @root that is mapped. */
GtkWidget *
vdt_ui_fixture_find (GtkWidget *root,
                     GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_get_mapped (root))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = vdt_ui_fixture_find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
vdt_ui_fixture_find_button (GtkWidget  *root,
                            const char *action)
{
  if (GTK_IS_BUTTON (root) && gtk_widget_get_mapped (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = vdt_ui_fixture_find_button (child, action);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Whether a control says by itself what it is: by its text. */
static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;

  return FALSE;
}

/* Prints and counts the focusable controls of ours that a screen reader could not
 * name. What is inside of the toolkit's own widgets is theirs. */
guint
vdt_ui_fixture_count_nameless (GtkWidget *root)
{
  guint n = 0;
  gboolean control = GTK_IS_BUTTON (root) || GTK_IS_MENU_BUTTON (root) || GTK_IS_ENTRY (root) ||
                     GTK_IS_SEARCH_ENTRY (root) || GTK_IS_TEXT_VIEW (root) || GTK_IS_LIST_VIEW (root) ||
                     GTK_IS_COLUMN_VIEW (root) || GTK_IS_LIST_BOX (root) || GTK_IS_SWITCH (root);
  GtkWidget *parent = gtk_widget_get_parent (root);
  gboolean theirs = parent != NULL && (GTK_IS_MENU_BUTTON (parent) || GTK_IS_WINDOW_CONTROLS (parent) ||
                                       g_str_has_prefix (G_OBJECT_TYPE_NAME (root), "AdwTab") ||
                                       g_str_has_prefix (G_OBJECT_TYPE_NAME (parent), "AdwTab"));

  if (!gtk_widget_get_mapped (root) || g_str_equal (G_OBJECT_TYPE_NAME (root), "AdwTabBar"))
    return 0;

  if (control && !theirs && !has_text (root) &&
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL) &&
      !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    {
      g_test_message ("no name: %s in %s", G_OBJECT_TYPE_NAME (root),
                      parent == NULL ? "nothing" : G_OBJECT_TYPE_NAME (parent));
      n++;
    }

  /* The rows of a list are its model's; a walk into them costs and finds nothing. */
  if (GTK_IS_LIST_VIEW (root) || GTK_IS_COLUMN_VIEW (root))
    return n;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += vdt_ui_fixture_count_nameless (child);

  return n;
}
