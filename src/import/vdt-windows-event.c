/* vdt-windows-event.c
 *
 * The spellings of events in JSON: winlogbeat 7 and Elastic (`winlog.event_data`),
 * winlogbeat 6 (`event_data`), evtx_dump (`Event.EventData`), NXLog and its kin (flat).
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-windows-event.h"

#include <string.h>

#define MAX_FIELDS 500

VdtWindowsEvent *
vdt_windows_event_new (void)
{
  VdtWindowsEvent *self = g_new0 (VdtWindowsEvent, 1);

  self->data = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
vdt_windows_event_free (VdtWindowsEvent *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->channel);
  g_free (self->id);
  g_free (self->provider);
  g_free (self->computer);
  g_free (self->time);
  g_free (self->record);
  g_hash_table_unref (self->data);
  g_free (self);
}

/**
 * vdt_windows_event_get:
 * @self: an event
 * @field: a field's name
 *
 * Returns: (nullable): what it says, if it is there and not empty
 */
const char *
vdt_windows_event_get (VdtWindowsEvent *self,
                       const char      *field)
{
  const char *text = g_hash_table_lookup (self->data, field);

  return text != NULL && *text != '\0' ? text : NULL;
}

/**
 * vdt_windows_event_take:
 * @self: an event
 * @field: a field's name
 * @text: (transfer full): what it says
 */
void
vdt_windows_event_take (VdtWindowsEvent *self,
                        const char      *field,
                        char            *text)
{
  if (g_hash_table_size (self->data) < MAX_FIELDS)
    g_hash_table_insert (self->data, g_strdup (field), text);
  else
    g_free (text);
}

static void
take_members (VdtWindowsEvent *self,
              VdtJson          object)
{
  VdtJson rest = vdt_json_enter (object);
  VdtJson name;
  VdtJson value;

  while (vdt_json_get_type (object) == VDT_JSON_OBJECT && vdt_json_next_member (&rest, &name, &value))
    {
      g_autofree char *field = vdt_json_dup_text (name);
      char *text = vdt_json_dup_scalar (value);

      if (text != NULL)
        vdt_windows_event_take (self, field, text);
    }
}

/* A path of members, `winlog.event_id`; `#text` and attributes as evtx_dump has them. */
static char *
dup_path (VdtJson     object,
          const char *path)
{
  g_auto(GStrv) names = g_strsplit (path, "/", -1);
  VdtJson value = object;

  for (gsize i = 0; names[i] != NULL; i++)
    if (vdt_json_get_type (value) != VDT_JSON_OBJECT || !vdt_json_get_member (value, names[i], &value))
      return NULL;

  return vdt_json_dup_scalar (value);
}

static char *
dup_first (VdtJson            object,
           const char *const *paths)
{
  for (gsize i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *text = dup_path (object, paths[i]);

      if (text != NULL && *text != '\0')
        return g_steal_pointer (&text);
    }

  return NULL;
}

static gboolean
get_path (VdtJson     object,
          const char *path,
          VdtJson    *out)
{
  g_auto(GStrv) names = g_strsplit (path, "/", -1);

  *out = object;
  for (gsize i = 0; names[i] != NULL; i++)
    if (vdt_json_get_type (*out) != VDT_JSON_OBJECT || !vdt_json_get_member (*out, names[i], out))
      return FALSE;

  return TRUE;
}

/* NXLog writes INFO over Sysmon's own EventType; the message has it still. */
static void
mend_event_type (VdtWindowsEvent *self)
{
  const char *type = vdt_windows_event_get (self, "EventType");
  const char *message = vdt_windows_event_get (self, "Message");
  const char *line = message != NULL ? strstr (message, "EventType: ") : NULL;

  if (line == NULL || (g_strcmp0 (type, "INFO") != 0 && type != NULL))
    return;

  line += strlen ("EventType: ");
  vdt_windows_event_take (self, "EventType", g_strndup (line, strcspn (line, "\r\n")));
}

/**
 * vdt_windows_event_from_json:
 * @record: an object
 *
 * Returns: (transfer full) (nullable): the event that it is
 */
VdtWindowsEvent *
vdt_windows_event_from_json (VdtJson record)
{
  static const char *const ids[] = { "winlog/event_id", "event_id", "Event/System/EventID",
                                     "Event/System/EventID/#text", "EventID", NULL };
  static const char *const channels[] = { "winlog/channel", "log_name", "Event/System/Channel", "Channel", NULL };
  static const char *const providers[] = { "winlog/provider_name", "source_name", "Event/System/Provider/#attributes/Name",
                                           "SourceName", "Provider", NULL };
  static const char *const computers[] = { "winlog/computer_name", "computer_name", "Event/System/Computer", "Hostname",
                                           "Computer", "host/name", NULL };
  /* the sender's own clock before the collector's; NXLog's EventTime has no zone */
  static const char *const times[] = { "Event/System/TimeCreated/#attributes/SystemTime", "TimeCreated", "UtcTime",
                                       "winlog/event_data/UtcTime", "event_data/UtcTime", "@timestamp",
                                       "TimeGenerated", "EventTime", NULL };
  static const char *const records[] = { "winlog/record_id", "record_number", "Event/System/EventRecordID", "RecordNumber",
                                         "EventRecordID", NULL };
  static const char *const datas[] = { "winlog/event_data", "event_data", "Event/EventData", "Event/UserData",
                                       "EventData" };
  g_autoptr(VdtWindowsEvent) self = vdt_windows_event_new ();
  VdtJson data;
  gboolean found = FALSE;

  self->id = dup_first (record, ids);
  self->channel = dup_first (record, channels);
  if (self->id == NULL || self->channel == NULL)
    return NULL;

  self->provider = dup_first (record, providers);
  self->computer = dup_first (record, computers);
  self->time = dup_first (record, times);
  self->record = dup_first (record, records);

  for (gsize i = 0; i < G_N_ELEMENTS (datas) && !found; i++)
    {
      found = get_path (record, datas[i], &data) && vdt_json_get_type (data) == VDT_JSON_OBJECT;
      if (found)
        take_members (self, data);
    }
  if (!found)
    take_members (self, record);
  mend_event_type (self);

  return g_steal_pointer (&self);
}
