/* vdt-windows-xml.c
 *
 * Events as XML, which is what event logs give.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-windows-xml.h"

#include <string.h>

typedef struct
{
  VdtWindowsEvent *event;
  GPtrArray       *path;     /* char *: open elements */
  char            *name;     /* of the Data element that is open */
  GString         *text;
  guint            n_unnamed;
} Reading;

static const char *
get_attribute (const char **names,
               const char **values,
               const char  *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return NULL;
}

static const char *
parent_of (Reading *reading)
{
  return reading->path->len >= 2 ? g_ptr_array_index (reading->path, reading->path->len - 2) : "";
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  Reading *reading = user_data;
  VdtWindowsEvent *event = reading->event;
  const char *value;

  g_ptr_array_add (reading->path, g_strdup (element));
  g_string_truncate (reading->text, 0);

  if (g_str_equal (element, "Provider") && event->provider == NULL)
    event->provider = g_strdup (get_attribute (names, values, "Name"));
  if (g_str_equal (element, "TimeCreated") && event->time == NULL)
    event->time = g_strdup (get_attribute (names, values, "SystemTime"));
  if (g_str_equal (element, "Data"))
    {
      value = get_attribute (names, values, "Name");
      g_free (reading->name);
      reading->name = value != NULL ? g_strdup (value) : g_strdup_printf ("param%u", ++reading->n_unnamed);
    }
}

static void
set_once (char       **field,
          const char  *text)
{
  if (*field == NULL && *text != '\0')
    *field = g_strdup (text);
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *element,
        gpointer              user_data,
        GError              **error)
{
  Reading *reading = user_data;
  VdtWindowsEvent *event = reading->event;
  const char *parent = parent_of (reading);

  if (g_str_equal (parent, "System"))
    {
      if (g_str_equal (element, "EventID"))
        set_once (&event->id, reading->text->str);
      else if (g_str_equal (element, "Channel"))
        set_once (&event->channel, reading->text->str);
      else if (g_str_equal (element, "Computer"))
        set_once (&event->computer, reading->text->str);
      else if (g_str_equal (element, "EventRecordID"))
        set_once (&event->record, reading->text->str);
    }
  else if (g_str_equal (element, "Data") && reading->name != NULL)
    {
      vdt_windows_event_take (event, reading->name, g_strdup (reading->text->str));
      g_clear_pointer (&reading->name, g_free);
    }
  else if (reading->path->len >= 3 && g_ptr_array_find_with_equal_func (reading->path, "UserData", g_str_equal, NULL))
    {
      if (reading->text->len > 0)
        vdt_windows_event_take (event, element, g_strdup (reading->text->str));
    }

  g_string_truncate (reading->text, 0);
  g_ptr_array_set_size (reading->path, (int) reading->path->len - 1);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  g_string_append_len (((Reading *) user_data)->text, text, (gssize) length);
}

/**
 * vdt_windows_event_from_xml:
 * @xml: one event, valid UTF-8
 * @length: its length
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the event
 */
VdtWindowsEvent *
vdt_windows_event_from_xml (const char  *xml,
                            gsize        length,
                            GError     **error)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  g_autoptr(VdtWindowsEvent) event = vdt_windows_event_new ();
  Reading reading = { event };
  GMarkupParseContext *context;
  gboolean done;

  reading.path = g_ptr_array_new_with_free_func (g_free);
  reading.text = g_string_new (NULL);
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading, NULL);
  done = g_markup_parse_context_parse (context, xml, (gssize) length, error) &&
         g_markup_parse_context_end_parse (context, error);
  g_markup_parse_context_free (context);
  g_ptr_array_unref (reading.path);
  g_string_free (reading.text, TRUE);
  g_free (reading.name);

  return done ? g_steal_pointer (&event) : NULL;
}
