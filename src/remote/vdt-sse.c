/* vdt-sse.c
 *
 * The event stream format of the HTML standard, section 9.2.6: lines end in
 * CR, LF or both, "data" fields add up, an empty line ends an event, a line
 * that starts with a colon is a comment. Event names, ids and retry times are
 * of no use to a chat and are skipped.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-sse.h"

#include <string.h>

#include "vdt-error.h"

struct _VdtSse
{
  VdtSseFunc  func;
  gpointer    user_data;
  gsize       max_event;

  GString    *line;
  GString    *data;
  gboolean    has_data;
  gboolean    after_cr;
  gboolean    stopped;
  guint       n_bom;
};

/**
 * vdt_sse_new:
 * @max_event: bytes after which a line or an event is refused
 * @func: called for each event
 * @user_data: for @func
 *
 * Returns: (transfer full): a reader at the start of a stream
 */
VdtSse *
vdt_sse_new (gsize      max_event,
             VdtSseFunc func,
             gpointer   user_data)
{
  VdtSse *self = g_new0 (VdtSse, 1);

  self->func = func;
  self->user_data = user_data;
  self->max_event = max_event;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);

  return self;
}

void
vdt_sse_free (VdtSse *self)
{
  if (self == NULL)
    return;

  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self);
}

static void
end_event (VdtSse *self)
{
  if (self->has_data && g_utf8_validate (self->data->str, (gssize) self->data->len, NULL))
    self->stopped = !self->func (self->data->str, self->user_data);

  g_string_truncate (self->data, 0);
  self->has_data = FALSE;
}

static void
end_line (VdtSse *self)
{
  const char *value = self->line->str;

  if (self->line->len == 0)
    {
      end_event (self);
      return;
    }

  if (g_str_has_prefix (value, "data") && (value[4] == ':' || (value[4] == '\0' && self->line->len == 4)))
    {
      value += value[4] == ':' ? 5 : 4;
      if (*value == ' ')
        value++;
      if (self->has_data)
        g_string_append_c (self->data, '\n');
      g_string_append_len (self->data, value, (gssize) (self->line->len - (gsize) (value - self->line->str)));
      self->has_data = TRUE;
    }

  g_string_truncate (self->line, 0);
}

/* The stream may start with a byte order mark, which is not part of a line. */
static gboolean
skip_mark (VdtSse *self,
           guint8  byte)
{
  static const guint8 mark[] = { 0xef, 0xbb, 0xbf };

  if (self->n_bom >= G_N_ELEMENTS (mark))
    return FALSE;
  if (byte == mark[self->n_bom])
    {
      self->n_bom++;
      return TRUE;
    }

  for (guint i = 0; i < self->n_bom; i++)
    g_string_append_c (self->line, (char) mark[i]);
  self->n_bom = G_N_ELEMENTS (mark);

  return FALSE;
}

/**
 * vdt_sse_feed:
 * @self: a reader
 * @bytes: what came next
 * @length: how much
 * @error: return location for %VDT_ERROR_LIMIT
 *
 * Returns: whether the stream goes on: not after @func said so or a limit was reached
 */
gboolean
vdt_sse_feed (VdtSse        *self,
              const guint8  *bytes,
              gsize          length,
              GError       **error)
{
  for (gsize i = 0; i < length && !self->stopped; i++)
    {
      guint8 byte = bytes[i];
      gboolean after_cr = self->after_cr;

      if (skip_mark (self, byte))
        continue;

      self->after_cr = byte == '\r';
      if (byte == '\n' && after_cr)
        continue;

      if (byte == '\r' || byte == '\n')
        {
          end_line (self);
          continue;
        }

      if (self->line->len + self->data->len >= self->max_event)
        {
          self->stopped = TRUE;
          g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT,
                       "the server sent an event of more than %" G_GSIZE_FORMAT " bytes", self->max_event);
          return FALSE;
        }

      g_string_append_c (self->line, (char) byte);
    }

  return !self->stopped;
}
