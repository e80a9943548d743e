/* vdt-change.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-change.h"

#include "vdt-util.h"

/**
 * VdtChange:
 *
 * What shall be changed in one act, so that it is done, logged and taken back as
 * one: some properties of an incident, its alerts or comments get new values.
 *
 * The store expands the rules that follow (the owner of an incident becomes that
 * of its alerts, resolving it resolves them) and gives back an undo token.
 */
struct _VdtChange
{
  GObject  parent_instance;

  char    *incident_id;
  char    *action;
  char    *note;
  GArray  *items;
  GPtrArray *kept;  /* VdtKept, new ones */
  GPtrArray *tasks;  /* VdtTask, new ones or new states */
};

G_DEFINE_FINAL_TYPE (VdtChange, vdt_change, G_TYPE_OBJECT)

static void
item_clear (gpointer data)
{
  VdtChangeItem *item = data;

  g_free (item->target_kind);
  g_free (item->target_id);
  g_free (item->property);
  g_free (item->value);
}

static void
vdt_change_finalize (GObject *object)
{
  VdtChange *self = VDT_CHANGE (object);

  g_free (self->incident_id);
  g_free (self->action);
  g_free (self->note);
  g_array_unref (self->items);
  g_ptr_array_unref (self->kept);
  g_ptr_array_unref (self->tasks);

  G_OBJECT_CLASS (vdt_change_parent_class)->finalize (object);
}

static void
vdt_change_class_init (VdtChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_change_finalize;
}

static void
vdt_change_init (VdtChange *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (VdtChangeItem));
  g_array_set_clear_func (self->items, item_clear);
  self->kept = g_ptr_array_new_with_free_func (g_object_unref);
  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * vdt_change_new:
 * @incident_id: the incident that the act is about; its log shows it
 * @action: verb and noun for the log, `set-status`
 *
 * Returns: (transfer full): an act that changes nothing yet
 */
VdtChange *
vdt_change_new (const char *incident_id,
                const char *action)
{
  VdtChange *self;

  g_return_val_if_fail (incident_id != NULL, NULL);
  g_return_val_if_fail (action != NULL, NULL);

  self = g_object_new (VDT_TYPE_CHANGE, NULL);
  self->incident_id = g_strdup (incident_id);
  self->action = g_strdup (action);

  return self;
}

/**
 * vdt_change_new_set:
 * @incident_id: an incident
 * @property: one of `status`, `owner`, `severity`, `classification`,
 *   `determination`, `title`, `closing-note`, `custom-tags`, `hidden`
 * @value: (nullable): the new value
 *
 * Returns: (transfer full): the act `set-<property>`
 */
VdtChange *
vdt_change_new_set (const char *incident_id,
                    const char *property,
                    const char *value)
{
  g_autofree char *action = g_strconcat ("set-", property, NULL);
  VdtChange *self = vdt_change_new (incident_id, action);

  vdt_change_set (self, "incident", incident_id, property, value);

  return self;
}

/**
 * vdt_change_new_tags:
 * @incident_id: an incident
 * @tags: (array zero-terminated=1): all its custom tags from now on
 *
 * Returns: (transfer full): the act `set-custom-tags`
 */
VdtChange *
vdt_change_new_tags (const char         *incident_id,
                     const char * const *tags)
{
  g_autofree char *value = tags[0] != NULL ? g_strjoinv ("\x1f", (char **) tags) : NULL;

  return vdt_change_new_set (incident_id, "custom-tags", value);
}

/**
 * vdt_change_new_comment:
 * @incident_id: an incident
 * @alert_id: (nullable): the alert to comment on, or %NULL for the incident
 * @text: Markdown, at most 30,000 characters (the limit of the Defender portal)
 *
 * Returns: (transfer full): the act `add-comment`
 */
VdtChange *
vdt_change_new_comment (const char *incident_id,
                        const char *alert_id,
                        const char *text)
{
  VdtChange *self = vdt_change_new (incident_id, "add-comment");

  vdt_change_set (self, alert_id != NULL ? "alert" : "incident",
                  alert_id != NULL ? alert_id : incident_id, "comments", text);

  return self;
}

VdtChange *
vdt_change_new_edit (const char *incident_id,
                     const char *comment_id,
                     const char *text)
{
  VdtChange *self = vdt_change_new (incident_id, "edit-comment");

  vdt_change_set (self, "comment", comment_id, "text", text);

  return self;
}

VdtChange *
vdt_change_new_delete (const char *incident_id,
                       const char *comment_id)
{
  VdtChange *self = vdt_change_new (incident_id, "delete-comment");

  vdt_change_set (self, "comment", comment_id, "deleted", "1");

  return self;
}

/**
 * vdt_change_new_hide:
 * @incident_id: an incident
 * @alert_id: (nullable): an alert of it, or %NULL for the incident itself
 * @hidden: whether it is hidden from now on
 *
 * Returns: (transfer full): the act `hide-…` or `show-…`
 */
VdtChange *
vdt_change_new_hide (const char *incident_id,
                     const char *alert_id,
                     gboolean    hidden)
{
  const char *kind = alert_id != NULL ? "alert" : "incident";
  g_autofree char *action = g_strconcat (hidden ? "hide-" : "show-", kind, NULL);
  VdtChange *self = vdt_change_new (incident_id, action);

  vdt_change_set (self, kind, alert_id != NULL ? alert_id : incident_id, "hidden",
                  hidden ? "1" : NULL);

  return self;
}

VdtChange *
vdt_change_new_move (const char *incident_id,
                     const char *alert_id,
                     const char *to_incident_id)
{
  VdtChange *self = vdt_change_new (incident_id, "move-alert");

  vdt_change_set (self, "alert", alert_id, "incident-id", to_incident_id);

  return self;
}

/**
 * vdt_change_new_keep:
 * @incident_id: an incident
 * @kept: evidence or an event; not changed from now on
 *
 * Returns: (transfer full): the act `keep-evidence` or `add-event`
 */
VdtChange *
vdt_change_new_keep (const char *incident_id,
                     VdtKept    *kept)
{
  VdtChange *self = vdt_change_new (incident_id, vdt_kept_is_event (kept) ? "add-event" : "keep-evidence");

  vdt_change_keep (self, kept);

  return self;
}

/**
 * vdt_change_new_drop:
 * @incident_id: an incident
 * @kept: what it keeps
 *
 * Returns: (transfer full): the act `drop-evidence` or `delete-event`
 */
VdtChange *
vdt_change_new_drop (const char *incident_id,
                     VdtKept    *kept)
{
  VdtChange *self = vdt_change_new (incident_id, vdt_kept_is_event (kept) ? "delete-event" : "drop-evidence");

  vdt_change_set (self, "kept", vdt_kept_get_id (kept), "deleted", "1");

  return self;
}

/**
 * vdt_change_new_task:
 * @incident_id: an incident
 * @task: with the state that it is to have; not changed from now on
 *
 * The act is named after the state: `accept-task`, `start-task`, `finish-task` or
 * `dismiss-task`. A task that the incident does not have yet comes into it.
 *
 * Returns: (transfer full): the act
 */
VdtChange *
vdt_change_new_task (const char *incident_id,
                     VdtTask    *task)
{
  const char *state = vdt_task_get_state (task);
  VdtChange *self = vdt_change_new (incident_id,
                                    g_strcmp0 (state, "done") == 0 ? "finish-task"
                                    : g_strcmp0 (state, "not-applicable") == 0 ? "dismiss-task"
                                    : g_strcmp0 (state, "in-progress") == 0 ? "start-task" : "accept-task");

  vdt_change_add_task (self, task);

  return self;
}

/**
 * vdt_change_add_task:
 * @self: an act
 * @task: with the state that it is to have; not changed from now on
 *
 * One more task in the same act.
 */
void
vdt_change_add_task (VdtChange *self,
                     VdtTask   *task)
{
  g_return_if_fail (VDT_IS_CHANGE (self));
  g_return_if_fail (VDT_IS_TASK (task));

  g_ptr_array_add (self->tasks, g_object_ref (task));
}

/**
 * vdt_change_get_tasks:
 * @self: an act
 *
 * Returns: (transfer none) (element-type VdtTask): the tasks of the act
 */
GPtrArray *
vdt_change_get_tasks (VdtChange *self)
{
  g_return_val_if_fail (VDT_IS_CHANGE (self), NULL);

  return self->tasks;
}

/**
 * vdt_change_keep:
 * @self: an act
 * @kept: evidence or an event; not changed from now on
 *
 * Keeps one more thing in the same act.
 */
void
vdt_change_keep (VdtChange *self,
                 VdtKept   *kept)
{
  g_return_if_fail (VDT_IS_CHANGE (self));
  g_return_if_fail (VDT_IS_KEPT (kept));

  g_ptr_array_add (self->kept, g_object_ref (kept));
}

/**
 * vdt_change_get_kept:
 * @self: an act
 *
 * Returns: (transfer none) (element-type VdtKept): what the act keeps
 */
GPtrArray *
vdt_change_get_kept (VdtChange *self)
{
  g_return_val_if_fail (VDT_IS_CHANGE (self), NULL);

  return self->kept;
}

/**
 * vdt_change_set:
 * @self: an act
 * @target_kind: `incident`, `alert` or `comment`
 * @target_id: its id
 * @property: which of its properties; `comments` of an incident or alert adds one
 * @value: (nullable): the new value, as vdt_record_dup_value() writes it
 *
 * Adds one item to the act.
 */
void
vdt_change_set (VdtChange  *self,
                const char *target_kind,
                const char *target_id,
                const char *property,
                const char *value)
{
  VdtChangeItem item;

  g_return_if_fail (VDT_IS_CHANGE (self));
  g_return_if_fail (target_kind != NULL && target_id != NULL && property != NULL);

  item.target_kind = g_strdup (target_kind);
  item.target_id = g_strdup (target_id);
  item.property = g_strdup (property);
  item.value = g_strdup (value);
  g_array_append_val (self->items, item);
}

const char *
vdt_change_get_incident_id (VdtChange *self)
{
  g_return_val_if_fail (VDT_IS_CHANGE (self), NULL);

  return self->incident_id;
}

const char *
vdt_change_get_action (VdtChange *self)
{
  g_return_val_if_fail (VDT_IS_CHANGE (self), NULL);

  return self->action;
}

const char *
vdt_change_get_note (VdtChange *self)
{
  g_return_val_if_fail (VDT_IS_CHANGE (self), NULL);

  return self->note;
}

/**
 * vdt_change_set_note:
 * @self: an act
 * @note: (nullable): why; goes to the log
 */
void
vdt_change_set_note (VdtChange  *self,
                     const char *note)
{
  g_return_if_fail (VDT_IS_CHANGE (self));

  vdt_set_str (&self->note, note);
}

guint
vdt_change_get_n_items (VdtChange *self)
{
  g_return_val_if_fail (VDT_IS_CHANGE (self), 0);

  return self->items->len;
}

const VdtChangeItem *
vdt_change_get_item (VdtChange *self,
                     guint      index)
{
  g_return_val_if_fail (VDT_IS_CHANGE (self), NULL);
  g_return_val_if_fail (index < self->items->len, NULL);

  return &g_array_index (self->items, VdtChangeItem, index);
}
