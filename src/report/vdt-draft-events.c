/* vdt-draft-events.c
 *
 * What happened and what was done, by time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-draft-private.h"
#include "vdt-md.h"
#include "vdt-report-resources.h"
#include "vdt-safe-text.h"
#include "vdt-schema.h"
#include "vdt-time.h"

#define LONGEST_NOTE 500

/* data/report/actions.json */
typedef struct
{
  GVariant *data;
  GVariant *classes;
} Actions;

static const Actions *
get_actions (void)
{
  static Actions *actions;

  if (g_once_init_enter (&actions))
    {
      Actions *made = g_new0 (Actions, 1);

      made->data = vdt_data_load (vdt_report_get_resource (), "report-actions");
      made->classes = vdt_data_get_list (made->data, "classes");
      g_once_init_leave (&actions, made);
    }

  return actions;
}

/* The words of @name are looked for in @text, in any case. */
static gboolean
has_word (GVariant   *object,
          const char *member,
          const char *text)
{
  g_autofree const char **words = vdt_data_dup_strv (object, member);
  g_autofree char *lower = g_utf8_strdown (text != NULL ? text : "", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * vdt_draft_action_class:
 * @action: (nullable): of an entry of the log
 *
 * Returns: (transfer none): `skip`, `handling`, `query`, `script`, `live`, `api` or
 *   `response`, as data/report/actions.json sorts it
 */
const char *
vdt_draft_action_class (const char *action)
{
  const Actions *actions = get_actions ();

  for (gsize i = 0; i < g_variant_n_children (actions->classes); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (actions->classes, i);
      g_autoptr(GVariant) class = g_variant_get_variant (boxed);
      g_autofree const char **prefixes = vdt_data_dup_strv (class, "prefixes");

      for (guint p = 0; prefixes[p] != NULL; p++)
        if (action != NULL && g_str_has_prefix (action, prefixes[p]))
          return vdt_data_get_string (class, "class");
      if (has_word (class, "words", action))
        return vdt_data_get_string (class, "class");
    }

  return "response";
}

/* Whether a name is a person's; data/report/actions.json has what others are called. */
gboolean
vdt_draft_is_person (const char *name,
                     const char *actor_kind)
{
  if (g_strcmp0 (actor_kind, "person") == 0)
    return TRUE;
  if (actor_kind != NULL && g_strcmp0 (actor_kind, "import") != 0)
    return FALSE;

  return name != NULL && !has_word (get_actions ()->data, "automation", name) && strcmp (name, "import") != 0;
}

/* “set-status” → “set status”. */
static char *
plain_action (const char *action)
{
  return g_strdelimit (g_strdup (action != NULL ? action : ""), "-_", ' ');
}

static char *
field_label (VdtDraft    *self,
             VdtActivity *entry,
             const char  *value)
{
  const char *enum_name = vdt_activity_get_field (entry) != NULL
                            ? vdt_schema_enum_of_field (vdt_activity_get_field (entry)) : NULL;
  const char *label;

  if (g_strcmp0 (enum_name, "alertStatus") == 0 &&
      g_strcmp0 (vdt_activity_get_target_kind (entry), "incident") == 0)
    enum_name = "incidentStatus";
  label = enum_name != NULL && value != NULL ? vdt_schema_label (enum_name, value) : NULL;

  if (value == NULL || *value == '\0')
    return g_strdup ("—");

  return label != NULL ? g_strdup (vdt_words_term (self->words, label)) : vdt_safe_text (value, -1, LONGEST_NOTE, NULL);
}

/**
 * vdt_draft_act_text:
 * @self: a draft
 * @entry: of the log
 *
 * Returns: (transfer full): what was done, as plain text
 */
char *
vdt_draft_act_text (VdtDraft    *self,
                    VdtActivity *entry)
{
  g_autofree char *key = g_strconcat ("act.", vdt_activity_get_action (entry), NULL);
  g_autofree char *before = field_label (self, entry, vdt_activity_get_before (entry));
  g_autofree char *after = field_label (self, entry, vdt_activity_get_after (entry));
  g_autofree char *action = plain_action (vdt_activity_get_action (entry));
  g_autofree char *note = NULL;
  g_autofree char *text = NULL;
  gboolean named = strcmp (vdt_words_get (self->words, key), key) != 0;
  gboolean valued = vdt_activity_get_before (entry) != NULL || vdt_activity_get_after (entry) != NULL;

  text = vdt_words_say (self->words, named ? key : valued ? "act.changed" : "act.done", "action", action,
                        "target", vdt_activity_get_target_id (entry), "before", before, "after", after, NULL);
  if (vdt_activity_get_note (entry) == NULL || *vdt_activity_get_note (entry) == '\0')
    return g_steal_pointer (&text);

  note = vdt_safe_text (vdt_activity_get_note (entry), -1, LONGEST_NOTE, NULL);

  return g_strdup_printf ("%s (%s)", text, note);
}

static void
event_clear (gpointer data)
{
  VdtDraftEvent *event = data;

  g_free (event->who);
  g_free (event->what);
  g_free (event->marks);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  gint64 left = ((const VdtDraftEvent *) a)->at;
  gint64 right = ((const VdtDraftEvent *) b)->at;

  left = left != VDT_TIME_UNSET ? left : G_MAXINT64;
  right = right != VDT_TIME_UNSET ? right : G_MAXINT64;

  return (left > right) - (left < right);
}

static void
add_incident (VdtDraft *self,
              GArray   *events)
{
  VdtDraftEvent event = { vdt_incident_get_created_at (self->incident), "incident" };

  if (event.at == VDT_TIME_UNSET)
    return;
  event.what = g_strdup (vdt_words_get (self->words, "event.created"));
  event.marks = vdt_draft_cite_incident (self);
  g_array_append_val (events, event);
}

static void
add_alert (VdtDraft *self,
           GArray   *events,
           VdtAlert *alert)
{
  gint64 first = vdt_alert_get_first_activity_at (alert);
  gint64 last = vdt_alert_get_last_activity_at (alert);
  VdtDraftEvent event = { first != VDT_TIME_UNSET ? first : vdt_alert_get_created_at (alert), "alert" };
  g_autofree char *title = vdt_safe_text (vdt_alert_get_title (alert), -1, LONGEST_NOTE, NULL);
  g_autofree char *escaped = vdt_md_escape (title);
  g_autofree char *until = NULL;

  if (first != VDT_TIME_UNSET && last != VDT_TIME_UNSET && last - first >= 60 * G_TIME_SPAN_SECOND)
    {
      g_autofree char *end = vdt_time_format (last, last - first < G_TIME_SPAN_DAY ? VDT_TIME_MINUTE
                                                                                  : VDT_TIME_DAY_MINUTE);

      until = vdt_words_say (self->words, "event.until", "time", end, NULL);
    }

  event.who = g_strdup (vdt_draft_label (self, "serviceSource", vdt_alert_get_service_source (alert)));
  event.what = g_strdup_printf ("%s%s%s", escaped, until != NULL ? " " : "", until != NULL ? until : "");
  event.marks = vdt_draft_cite_alert (self, alert);
  g_array_append_val (events, event);
}

static void
add_comment (VdtDraft   *self,
             GArray     *events,
             VdtComment *comment)
{
  const char *author = vdt_comment_get_author (comment);
  gboolean person = vdt_draft_is_person (author, NULL);
  VdtDraftEvent event = { vdt_comment_get_created_at (comment), "comment" };
  g_autofree char *text = vdt_safe_text (vdt_comment_get_text (comment), -1, LONGEST_NOTE, NULL);
  const Actions *actions = get_actions ();

  event.person = person;
  if (!person)
    event.class = "response";
  else if (has_word (actions->data, "live-words", text))
    event.class = "live";
  else if (has_word (actions->data, "api-words", text))
    event.class = "api";
  else if (has_word (actions->data, "done-words", text))
    event.class = "response";
  event.who = g_strdup (author);
  event.what = vdt_md_escape (text);
  event.marks = vdt_draft_cite_comment (self, comment);
  g_array_append_val (events, event);
}

static void
add_activity (VdtDraft    *self,
              GArray      *events,
              VdtActivity *entry)
{
  const char *class = vdt_draft_action_class (vdt_activity_get_action (entry));
  VdtDraftEvent event = { vdt_activity_get_at (entry), class };
  g_autofree char *text = NULL;

  if (strcmp (class, "skip") == 0)
    return;
  if (strcmp (class, "response") == 0 && g_strcmp0 (vdt_activity_get_actor_kind (entry), "api") == 0)
    event.class = "api";

  text = vdt_draft_act_text (self, entry);
  event.person = vdt_draft_is_person (vdt_activity_get_actor (entry), vdt_activity_get_actor_kind (entry));
  event.who = g_strdup (vdt_activity_get_actor (entry));
  event.what = vdt_md_escape (text);
  event.marks = vdt_draft_cite_activity (self, entry);
  g_array_append_val (events, event);
}

/* An event that an analyst put into the timeline. */
static void
add_kept (VdtDraft *self,
          GArray   *events,
          VdtKept  *kept)
{
  VdtDraftEvent event = { vdt_kept_get_at (kept), "kept" };
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (!vdt_kept_is_event (kept))
    return;

  title = vdt_safe_text (vdt_kept_get_title (kept), -1, LONGEST_NOTE, NULL);
  text = vdt_safe_text (vdt_kept_get_text (kept) != NULL ? vdt_kept_get_text (kept) : "", -1, LONGEST_NOTE, NULL);
  event.person = TRUE;
  event.who = g_strdup (vdt_kept_get_author (kept));
  {
    g_autofree char *escaped = vdt_md_escape (title);
    g_autofree char *more = vdt_md_escape (text);

    event.what = *more != '\0' ? g_strdup_printf ("%s: %s", escaped, more) : g_strdup (escaped);
  }
  event.marks = vdt_draft_cite_kept (self, kept);
  g_array_append_val (events, event);
}

/* A task that is done is an action of whoever did it. */
static void
add_task (VdtDraft *self,
          GArray   *events,
          VdtTask  *task)
{
  VdtDraftEvent event = { vdt_task_get_updated_at (task), "response" };
  g_autofree char *title = vdt_safe_text (vdt_task_get_title (task), -1, LONGEST_NOTE, NULL);
  g_autofree char *escaped = vdt_md_escape (title);
  g_autofree char *safe = vdt_safe_text (vdt_task_get_note (task) != NULL ? vdt_task_get_note (task) : "", -1,
                                         LONGEST_NOTE, NULL);
  g_autofree char *note = vdt_md_escape (safe);

  if (g_strcmp0 (vdt_task_get_state (task), "done") != 0)
    return;

  event.person = TRUE;
  event.who = g_strdup (vdt_task_get_owner (task) != NULL ? vdt_task_get_owner (task) : vdt_task_get_author (task));
  event.what = *note != '\0' ? g_strdup_printf ("%s (%s)", escaped, note) : g_strdup (escaped);
  event.marks = vdt_draft_cite_task (self, task);
  g_array_append_val (events, event);
}

static void
add_lists (VdtDraft *self,
           GArray   *events)
{
  GListModel *kept = vdt_incident_get_kept (self->incident);
  GListModel *tasks = vdt_incident_get_tasks (self->incident);

  for (guint i = 0; i < g_list_model_get_n_items (kept); i++)
    {
      g_autoptr(VdtKept) item = g_list_model_get_item (kept, i);

      add_kept (self, events, item);
    }
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr(VdtTask) task = g_list_model_get_item (tasks, i);

      add_task (self, events, task);
    }
}

/**
 * vdt_draft_events:
 * @self: a draft
 *
 * Returns: (transfer full) (element-type VdtDraftEvent): all that has a time, by time
 */
GArray *
vdt_draft_events (VdtDraft *self)
{
  GArray *events = g_array_new (FALSE, TRUE, sizeof (VdtDraftEvent));

  g_array_set_clear_func (events, event_clear);
  add_incident (self, events);
  for (guint i = 0; i < self->alerts->len; i++)
    add_alert (self, events, g_ptr_array_index (self->alerts, i));
  for (guint i = 0; i < self->comments->len; i++)
    add_comment (self, events, g_ptr_array_index (self->comments, i));
  for (guint i = 0; i < self->activity->len; i++)
    add_activity (self, events, g_ptr_array_index (self->activity, i));
  add_lists (self, events);
  g_array_sort (events, compare_events);

  return events;
}
