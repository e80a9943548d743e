/* chat-server.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "chat-server.h"

#include <string.h>

struct _ChatServer
{
  GSocketService  *service;
  guint16          port;
  const ChatReply *replies;
  guint            n_replies;

  GMutex           mutex;
  GPtrArray       *requests;
  guint            n_broken;
};

/* Reads a head and as much body as it announces. */
static char *
read_request (GInputStream *stream)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *end = NULL;
  gsize wanted = G_MAXSIZE;
  char buffer[4096];

  while (end == NULL || text->len < wanted)
    {
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL);

      if (n <= 0)
        break;
      g_string_append_len (text, buffer, n);
      end = strstr (text->str, "\r\n\r\n");
      if (end != NULL)
        {
          const char *length = strstr (text->str, "Content-Length: ");

          wanted = (gsize) (end - text->str) + 4;
          if (length != NULL)
            wanted += (gsize) g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
run_cb (GThreadedSocketService *service G_GNUC_UNUSED,
        GSocketConnection      *connection,
        GObject                *source G_GNUC_UNUSED,
        gpointer                user_data)
{
  ChatServer *self = user_data;
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char *request = read_request (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  const ChatReply *reply;
  gboolean broken = FALSE;
  guint index;

  g_mutex_lock (&self->mutex);
  index = self->requests->len;
  g_ptr_array_add (self->requests, request);
  g_mutex_unlock (&self->mutex);

  reply = &self->replies[MIN (index, self->n_replies - 1)];
  for (gsize at = 0, length = strlen (reply->bytes); at < length && !broken;)
    {
      gsize step = reply->step == 0 ? length : MIN (reply->step, length - at);

      broken = !g_output_stream_write_all (out, reply->bytes + at, step, NULL, NULL, NULL);
      at += step;
      if (reply->pause_ms > 0)
        g_usleep (reply->pause_ms * 1000);
    }

  if (reply->hold && !broken)
    {
      char byte;

      broken = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), &byte, 1, NULL, NULL) <= 0;
    }

  g_mutex_lock (&self->mutex);
  self->n_broken += broken;
  g_mutex_unlock (&self->mutex);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

ChatServer *
chat_server_new (const ChatReply *replies,
                 guint            n_replies)
{
  ChatServer *self = g_new0 (ChatServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  self->replies = replies;
  self->n_replies = n_replies;
  self->requests = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->mutex);

  self->service = g_threaded_socket_service_new (8);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);

  return self;
}

void
chat_server_free (ChatServer *self)
{
  static GPtrArray *stopped;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));

  /* The threads of the service still use @self, which stays until the test ends. */
  g_clear_object (&self->service);
  if (stopped == NULL)
    stopped = g_ptr_array_new ();
  g_ptr_array_add (stopped, self);
}

char *
chat_server_dup_base (ChatServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u/v1", self->port);
}

const char *
chat_server_get_request (ChatServer *self,
                         guint       index)
{
  const char *request;

  g_mutex_lock (&self->mutex);
  request = index < self->requests->len ? g_ptr_array_index (self->requests, index) : NULL;
  g_mutex_unlock (&self->mutex);

  return request;
}

guint
chat_server_get_n_asked (ChatServer *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->requests->len;
  g_mutex_unlock (&self->mutex);

  return n;
}

/* How many replies the client did not wait for. */
guint
chat_server_get_n_broken (ChatServer *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->n_broken;
  g_mutex_unlock (&self->mutex);

  return n;
}
