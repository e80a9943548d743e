/* test-endpoint.c: where requests may go, and how the address is built.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-endpoint.h"
#include "vdt-error.h"

typedef struct
{
  VdtEndpointKind kind;
  const char *base;
  const char *model;
  const char *version;
  const char *uri;
  const char *host;
  gboolean    loopback;
} Case;

static const Case cases[] = {
  { VDT_ENDPOINT_OPENAI, "http://127.0.0.1:8080/v1", "local", NULL,
    "http://127.0.0.1:8080/v1/chat/completions", "127.0.0.1:8080", TRUE },
  { VDT_ENDPOINT_OPENAI, "http://localhost:11434/v1/", "local", NULL,
    "http://localhost:11434/v1/chat/completions", "localhost:11434", TRUE },
  { VDT_ENDPOINT_OPENAI, "http://[::1]:8080", "local", NULL,
    "http://[::1]:8080/chat/completions", "::1:8080", TRUE },
  { VDT_ENDPOINT_OPENAI, "https://models.example.com/v1", "big", NULL,
    "https://models.example.com/v1/chat/completions", "models.example.com", FALSE },
  { VDT_ENDPOINT_AZURE, "https://soc.openai.example.com", "my model", "2024-10-21",
    "https://soc.openai.example.com/openai/deployments/my%20model/chat/completions?api-version=2024-10-21",
    "soc.openai.example.com", FALSE },
  { VDT_ENDPOINT_AZURE, "https://soc.openai.example.com/", "../x?y", "a&b=c",
    "https://soc.openai.example.com/openai/deployments/..%2Fx%3Fy/chat/completions?api-version=a%26b%3Dc",
    "soc.openai.example.com", FALSE },

  { VDT_ENDPOINT_OPENAI, "http://models.example.com/v1", "big", NULL, NULL, "models.example.com", FALSE },
  { VDT_ENDPOINT_OPENAI, "http://127.0.0.1.example.com/v1", "big", NULL, NULL, "127.0.0.1.example.com", FALSE },
  { VDT_ENDPOINT_OPENAI, "http://192.0.2.7/v1", "big", NULL, NULL, "192.0.2.7", FALSE },
  { VDT_ENDPOINT_OPENAI, "https://user:secret@models.example.com/v1", "big", NULL, NULL, "", FALSE },
  { VDT_ENDPOINT_OPENAI, "https://models.example.com/v1?key=x", "big", NULL, NULL, "", FALSE },
  { VDT_ENDPOINT_OPENAI, "file:///etc/passwd", "big", NULL, NULL, "", FALSE },
  { VDT_ENDPOINT_OPENAI, "models.example.com", "big", NULL, NULL, "", FALSE },
  { VDT_ENDPOINT_OPENAI, "", "big", NULL, NULL, "", FALSE },
  { VDT_ENDPOINT_OPENAI, "https://models.example.com/v1", "", NULL, NULL, "models.example.com", FALSE },
  { VDT_ENDPOINT_AZURE, "https://soc.openai.example.com", "m", NULL, NULL, "soc.openai.example.com", FALSE },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(VdtEndpoint) endpoint = vdt_endpoint_new (c->kind, c->base, c->model);
  g_autoptr(VdtEndpoint) copy = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) uri = NULL;
  g_autofree char *host = NULL;

  endpoint->api_version = g_strdup (c->version);
  copy = vdt_endpoint_copy (endpoint);
  host = vdt_endpoint_dup_host (copy);
  g_assert_cmpstr (host, ==, c->host);
  g_assert_cmpint (vdt_endpoint_is_loopback (copy), ==, c->loopback);

  uri = vdt_endpoint_get_chat_uri (copy, &error);
  if (c->uri == NULL)
    {
      g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
      g_assert_null (uri);
    }
  else
    {
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = g_uri_to_string (uri);
      g_assert_cmpstr (text, ==, c->uri);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/remote/endpoint/%u", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
