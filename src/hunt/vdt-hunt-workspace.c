/* vdt-hunt-workspace.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-workspace.h"

#include <gio/gio.h>

/**
 * VdtHuntWorkspace:
 *
 * Whoever needs the hunting database asks here, on its own thread: opening takes a
 * tenth of a second, and an analyst who only reads incidents needs none of it.
 */
struct _VdtHuntWorkspace
{
  GObject       parent_instance;

  char         *folder;
  GMutex        mutex;
  VdtHuntStore *store;       /* under the mutex */
  gboolean      closed;      /* under the mutex */
};

G_DEFINE_FINAL_TYPE (VdtHuntWorkspace, vdt_hunt_workspace, G_TYPE_OBJECT)

static void
vdt_hunt_workspace_finalize (GObject *object)
{
  VdtHuntWorkspace *self = VDT_HUNT_WORKSPACE (object);

  g_clear_pointer (&self->store, vdt_hunt_store_close);
  g_mutex_clear (&self->mutex);
  g_free (self->folder);

  G_OBJECT_CLASS (vdt_hunt_workspace_parent_class)->finalize (object);
}

static void
vdt_hunt_workspace_class_init (VdtHuntWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_hunt_workspace_finalize;
}

static void
vdt_hunt_workspace_init (VdtHuntWorkspace *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * vdt_hunt_workspace_new:
 * @folder: the workspace's folder
 *
 * Returns: (transfer full): its hunting database, not opened yet
 */
VdtHuntWorkspace *
vdt_hunt_workspace_new (const char *folder)
{
  VdtHuntWorkspace *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (VDT_TYPE_HUNT_WORKSPACE, NULL);
  self->folder = g_strdup (folder);

  return self;
}

/**
 * vdt_hunt_workspace_open:
 * @self: a hunting database
 * @error: as vdt_hunt_store_open()
 *
 * Opens it if it is not open. Blocks; any thread.
 *
 * Returns: (transfer none) (nullable): the open database; lives as long as @self
 */
VdtHuntStore *
vdt_hunt_workspace_open (VdtHuntWorkspace  *self,
                         GError           **error)
{
  VdtHuntStore *store;

  g_return_val_if_fail (VDT_IS_HUNT_WORKSPACE (self), NULL);

  g_mutex_lock (&self->mutex);
  if (self->store == NULL && self->closed)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the hunting database is closed");
  else if (self->store == NULL)
    self->store = vdt_hunt_store_open (self->folder, error);
  store = self->store;
  g_mutex_unlock (&self->mutex);

  return store;
}

/**
 * vdt_hunt_workspace_peek:
 * @self: a hunting database
 *
 * Returns: (transfer none) (nullable): the database if it is open
 */
VdtHuntStore *
vdt_hunt_workspace_peek (VdtHuntWorkspace *self)
{
  VdtHuntStore *store;

  g_return_val_if_fail (VDT_IS_HUNT_WORKSPACE (self), NULL);

  /* an opening under way is not waited for */
  if (!g_mutex_trylock (&self->mutex))
    return NULL;
  store = self->store;
  g_mutex_unlock (&self->mutex);

  return store;
}

/**
 * vdt_hunt_workspace_shut_down:
 * @self: a hunting database
 *
 * Closes it, after what is being written; it is not opened again.
 */
void
vdt_hunt_workspace_shut_down (VdtHuntWorkspace *self)
{
  g_return_if_fail (VDT_IS_HUNT_WORKSPACE (self));

  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_mutex_unlock (&self->mutex);

  /* not under the mutex: who writes asks for the store with each batch */
  if (self->store != NULL)
    vdt_hunt_store_shut_down (self->store);
}

/**
 * vdt_hunt_workspace_exists:
 * @self: a hunting database
 *
 * Returns: %TRUE if there is a file of it
 */
gboolean
vdt_hunt_workspace_exists (VdtHuntWorkspace *self)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (VDT_IS_HUNT_WORKSPACE (self), FALSE);

  path = g_build_filename (self->folder, "hunting.duckdb", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * vdt_hunt_workspace_dup_notice:
 * @self: a hunting database
 *
 * Returns: (transfer full) (nullable): that it was damaged, if it was opened and was
 */
char *
vdt_hunt_workspace_dup_notice (VdtHuntWorkspace *self)
{
  char *notice;

  g_return_val_if_fail (VDT_IS_HUNT_WORKSPACE (self), NULL);

  g_mutex_lock (&self->mutex);
  notice = self->store != NULL ? g_strdup (vdt_hunt_store_get_notice (self->store)) : NULL;
  g_mutex_unlock (&self->mutex);

  return notice;
}
