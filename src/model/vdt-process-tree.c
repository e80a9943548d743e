/* vdt-process-tree.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-process-tree.h"

#include "vdt-time.h"

/**
 * VdtProcess:
 *
 * A process of a device, or the device itself at the root. Numbers of processes are
 * used again: a process is its device, its number and the time when it was started. A
 * parent that is only named by its child is there too, and says that it is inferred.
 */
struct _VdtProcess
{
  GObject      parent_instance;

  char        *name;
  char        *pid;
  char        *command_line;
  gint64       started_at;
  gboolean     device;
  char        *device_id;
  VdtEvidence *evidence;   /* NULL if inferred */
  VdtProcess  *above;      /* weak: the parent's list has this one */
  GListStore  *alerts;
  GListStore  *children;
};

G_DEFINE_FINAL_TYPE (VdtProcess, vdt_process, G_TYPE_OBJECT)

/* While a tree is made. */
typedef struct
{
  GHashTable *devices;     /* id → VdtProcess, in no order */
  GHashTable *names;       /* id → what the device is called */
  GHashTable *processes;   /* “device pid time” → VdtProcess */
  GHashTable *by_pid;      /* “device pid” → GPtrArray of VdtProcess */
  GPtrArray  *known;       /* VdtProcess with evidence, in order of appearance */
  GListStore *roots;
} Tree;

static void
vdt_process_finalize (GObject *object)
{
  VdtProcess *self = VDT_PROCESS (object);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->children)); i++)
    {
      g_autoptr(VdtProcess) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);

      child->above = NULL;
    }
  g_free (self->name);
  g_free (self->pid);
  g_free (self->command_line);
  g_free (self->device_id);
  g_clear_object (&self->evidence);
  g_clear_object (&self->alerts);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (vdt_process_parent_class)->finalize (object);
}

static void
vdt_process_class_init (VdtProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_process_finalize;
}

static void
vdt_process_init (VdtProcess *self)
{
  self->started_at = VDT_TIME_UNSET;
  self->alerts = g_list_store_new (VDT_TYPE_ALERT);
  self->children = g_list_store_new (VDT_TYPE_PROCESS);
}

static gint64
time_at (VdtFields  *fields,
         const char *path)
{
  const char *text = vdt_fields_get (fields, path);
  gint64 time;

  return text != NULL && vdt_time_parse (text, &time) ? time : VDT_TIME_UNSET;
}

static char *
key_of (const char *device,
        const char *pid,
        gint64      time)
{
  return g_strdup_printf ("%s\x1f%s\x1f%" G_GINT64_FORMAT, device, pid, time);
}

/* Keeps a new process where it is found again. */
static VdtProcess *
add_process (Tree       *tree,
             const char *device,
             const char *pid,
             gint64      time)
{
  VdtProcess *process = g_object_new (VDT_TYPE_PROCESS, NULL);
  g_autofree char *number = g_strdup_printf ("%s\x1f%s", device, pid);
  GPtrArray *same = g_hash_table_lookup (tree->by_pid, number);

  process->pid = g_strdup (pid);
  process->started_at = time;
  g_hash_table_insert (tree->processes, key_of (device, pid, time), process);
  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (tree->by_pid, g_steal_pointer (&number), same);
    }
  g_ptr_array_add (same, process);

  return process;
}

static const char *
device_of (VdtAlert  *alert,
           VdtFields *fields)
{
  const char *id = vdt_fields_get (fields, "mdeDeviceId");
  GListModel *evidence = vdt_alert_get_evidence (alert);

  for (guint i = 0; id == NULL && i < g_list_model_get_n_items (evidence); i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, i);

      /* a process without a device ran on the one that its alert names */
      if (g_strcmp0 (vdt_evidence_get_kind (item), "deviceEvidence") == 0 && vdt_evidence_get_fields (item) != NULL)
        id = vdt_fields_get (vdt_evidence_get_fields (item), "mdeDeviceId");
    }

  return id == NULL ? "" : id;
}

static VdtProcess *
device_root (Tree       *tree,
             const char *id)
{
  VdtProcess *root = g_hash_table_lookup (tree->devices, id);
  const char *name;

  if (root != NULL)
    return root;

  name = g_hash_table_lookup (tree->names, id);
  root = g_object_new (VDT_TYPE_PROCESS, NULL);
  root->device = TRUE;
  root->name = g_strdup (name != NULL ? name : id);
  g_hash_table_insert (tree->devices, g_strdup (id), root);
  g_list_store_append (tree->roots, root);
  g_object_unref (root);

  return root;
}

static void
add_alert (VdtProcess *process,
           VdtAlert   *alert)
{
  if (!g_list_store_find (process->alerts, alert, NULL))
    g_list_store_append (process->alerts, alert);
}

static void
take_evidence (Tree        *tree,
               VdtAlert    *alert,
               VdtEvidence *evidence)
{
  VdtFields *fields = vdt_evidence_get_fields (evidence);
  const char *device = device_of (alert, fields);
  const char *pid = vdt_fields_get (fields, "processId");
  gint64 time = time_at (fields, "processCreationDateTime");
  const char *name = vdt_fields_get (fields, "imageFile.fileName");
  g_autofree char *key = NULL;
  VdtProcess *process;

  if (pid == NULL)
    pid = vdt_evidence_get_id (evidence) != NULL ? vdt_evidence_get_id (evidence) : "";
  key = key_of (device, pid, time);
  process = g_hash_table_lookup (tree->processes, key);
  if (process == NULL)
    {
      process = add_process (tree, device, pid, time);
      process->name = g_strdup (name != NULL ? name : vdt_evidence_get_title (evidence));
      process->command_line = g_strdup (vdt_fields_get (fields, "processCommandLine"));
      process->evidence = g_object_ref (evidence);
      if (vdt_fields_get (fields, "processId") == NULL)
        g_clear_pointer (&process->pid, g_free);
      process->device_id = g_strdup (device);
      g_ptr_array_add (tree->known, process);
    }
  add_alert (process, alert);
}

/* The process of that number that was the newest when the child was started. */
static VdtProcess *
guess_parent (Tree       *tree,
              const char *device,
              const char *pid,
              VdtProcess *child)
{
  g_autofree char *number = g_strdup_printf ("%s\x1f%s", device, pid);
  GPtrArray *same = g_hash_table_lookup (tree->by_pid, number);
  VdtProcess *best = NULL;

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      VdtProcess *process = g_ptr_array_index (same, i);

      if (process == child || (child->started_at != VDT_TIME_UNSET && process->started_at > child->started_at))
        continue;
      if (best == NULL || process->started_at > best->started_at)
        best = process;
    }

  return best;
}

static VdtProcess *
find_parent (Tree       *tree,
             const char *device,
             VdtProcess *child)
{
  VdtFields *fields = vdt_evidence_get_fields (child->evidence);
  const char *pid = vdt_fields_get (fields, "parentProcessId");
  const char *name = vdt_fields_get (fields, "parentProcessImageFile.fileName");
  gint64 time = time_at (fields, "parentProcessCreationDateTime");
  g_autofree char *key = NULL;
  VdtProcess *parent;

  if (pid == NULL && name == NULL)
    return NULL;

  key = key_of (device, pid != NULL ? pid : name, time);
  parent = g_hash_table_lookup (tree->processes, key);
  if (parent == NULL && time == VDT_TIME_UNSET && pid != NULL)
    parent = guess_parent (tree, device, pid, child);
  if (parent != NULL)
    return parent;

  /* nobody reported it; the child says that it was there */
  parent = add_process (tree, device, pid != NULL ? pid : name, time);
  if (pid == NULL)
    g_clear_pointer (&parent->pid, g_free);
  parent->name = g_strdup (name);

  return parent;
}

static gboolean
is_above (VdtProcess *process,
          VdtProcess *other)
{
  for (VdtProcess *step = other; step != NULL; step = step->above)
    if (step == process)
      return TRUE;

  return FALSE;
}

static int
by_start (gconstpointer a,
          gconstpointer b,
          gpointer      user_data)
{
  const VdtProcess *left = a;
  const VdtProcess *right = b;

  if (left->started_at != right->started_at)
    return left->started_at < right->started_at ? -1 : 1;

  return g_strcmp0 (left->pid, right->pid);
}

static void
hang (VdtProcess *parent,
      VdtProcess *child)
{
  child->above = parent;
  g_list_store_insert_sorted (parent->children, child, by_start, NULL);
}

static void
hang_all (Tree *tree)
{
  for (guint i = 0; i < tree->known->len; i++)
    {
      VdtProcess *process = g_ptr_array_index (tree->known, i);
      const char *device = process->device_id;
      VdtProcess *parent = find_parent (tree, device, process);

      /* a record may say that a process started itself, or its own ancestor */
      if (parent == NULL || is_above (process, parent))
        parent = device_root (tree, device);
      hang (parent, process);
      if (parent->above == NULL && !parent->device && parent->evidence == NULL)
        hang (device_root (tree, device), parent);
    }
}

static void
learn_devices (Tree     *tree,
               VdtAlert *alert)
{
  GListModel *evidence = vdt_alert_get_evidence (alert);

  for (guint i = 0; i < g_list_model_get_n_items (evidence); i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, i);
      VdtFields *fields = vdt_evidence_get_fields (item);
      const char *id = fields == NULL ? NULL : vdt_fields_get (fields, "mdeDeviceId");

      if (id != NULL && g_strcmp0 (vdt_evidence_get_kind (item), "deviceEvidence") == 0 &&
          vdt_evidence_get_title (item) != NULL)
        g_hash_table_insert (tree->names, g_strdup (id), g_strdup (vdt_evidence_get_title (item)));
    }
}

/**
 * vdt_process_tree_new:
 * @alerts: #VdtAlert with their evidence
 *
 * Hangs the processes that the alerts name below each other, by the ids of their
 * parents. Each device is a root; children are in the order in which they were started.
 *
 * Returns: (transfer full): #VdtProcess, the devices; empty if no alert names a process
 */
GListModel *
vdt_process_tree_new (GListModel *alerts)
{
  Tree tree = {
    .devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .processes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref),
    .by_pid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref),
    .known = g_ptr_array_new (),
    .roots = g_list_store_new (VDT_TYPE_PROCESS),
  };

  g_return_val_if_fail (G_IS_LIST_MODEL (alerts), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      GListModel *evidence = vdt_alert_get_evidence (alert);

      learn_devices (&tree, alert);
      for (guint j = 0; j < g_list_model_get_n_items (evidence); j++)
        {
          g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, j);

          if (g_strcmp0 (vdt_evidence_get_kind (item), "processEvidence") == 0 &&
              vdt_evidence_get_fields (item) != NULL)
            take_evidence (&tree, alert, item);
        }
    }
  hang_all (&tree);

  g_ptr_array_unref (tree.known);
  g_hash_table_unref (tree.by_pid);
  g_hash_table_unref (tree.processes);
  g_hash_table_unref (tree.names);
  g_hash_table_unref (tree.devices);

  return G_LIST_MODEL (tree.roots);
}

/**
 * vdt_process_get_name:
 * @self: a process
 *
 * Returns: (nullable): the image's file name, or the device's name
 */
const char *
vdt_process_get_name (VdtProcess *self)
{
  g_return_val_if_fail (VDT_IS_PROCESS (self), NULL);

  return self->name;
}

const char *
vdt_process_get_pid (VdtProcess *self)
{
  g_return_val_if_fail (VDT_IS_PROCESS (self), NULL);

  return self->pid;
}

const char *
vdt_process_get_command_line (VdtProcess *self)
{
  g_return_val_if_fail (VDT_IS_PROCESS (self), NULL);

  return self->command_line;
}

gint64
vdt_process_get_started_at (VdtProcess *self)
{
  g_return_val_if_fail (VDT_IS_PROCESS (self), VDT_TIME_UNSET);

  return self->started_at;
}

gboolean
vdt_process_is_device (VdtProcess *self)
{
  g_return_val_if_fail (VDT_IS_PROCESS (self), FALSE);

  return self->device;
}

/**
 * vdt_process_is_inferred:
 * @self: a process
 *
 * Returns: whether no evidence is about it, and only its child names it
 */
gboolean
vdt_process_is_inferred (VdtProcess *self)
{
  g_return_val_if_fail (VDT_IS_PROCESS (self), FALSE);

  return !self->device && self->evidence == NULL;
}

/**
 * vdt_process_get_evidence:
 * @self: a process
 *
 * Returns: (transfer none) (nullable): the evidence, %NULL of a device or if inferred
 */
VdtEvidence *
vdt_process_get_evidence (VdtProcess *self)
{
  g_return_val_if_fail (VDT_IS_PROCESS (self), NULL);

  return self->evidence;
}

GListModel *
vdt_process_get_alerts (VdtProcess *self)
{
  g_return_val_if_fail (VDT_IS_PROCESS (self), NULL);

  return G_LIST_MODEL (self->alerts);
}

GListModel *
vdt_process_get_children (VdtProcess *self)
{
  g_return_val_if_fail (VDT_IS_PROCESS (self), NULL);

  return G_LIST_MODEL (self->children);
}
