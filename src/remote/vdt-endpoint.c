/* vdt-endpoint.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-endpoint.h"

#include "vdt-error.h"

#define IDLE_SECONDS 60
#define MAX_ANSWER (256 * 1024)
#define CONTEXT_TOKENS 8192

G_DEFINE_BOXED_TYPE (VdtEndpoint, vdt_endpoint, vdt_endpoint_copy, vdt_endpoint_free)

/**
 * vdt_endpoint_new:
 * @kind: the form of its interface
 * @base_url: what all addresses start with
 * @model: the model's name or Azure's deployment
 *
 * Returns: (transfer full): an endpoint with the usual limits
 */
VdtEndpoint *
vdt_endpoint_new (VdtEndpointKind  kind,
                  const char      *base_url,
                  const char      *model)
{
  VdtEndpoint *self = g_new0 (VdtEndpoint, 1);

  self->kind = kind;
  self->base_url = g_strdup (base_url != NULL ? base_url : "");
  self->model = g_strdup (model != NULL ? model : "");
  self->idle_seconds = IDLE_SECONDS;
  self->max_answer = MAX_ANSWER;
  self->context_tokens = CONTEXT_TOKENS;

  return self;
}

VdtEndpoint *
vdt_endpoint_copy (const VdtEndpoint *self)
{
  VdtEndpoint *copy = g_memdup2 (self, sizeof *self);

  copy->base_url = g_strdup (self->base_url);
  copy->model = g_strdup (self->model);
  copy->api_version = g_strdup (self->api_version);
  copy->ca_file = g_strdup (self->ca_file);
  copy->proxy = g_strdup (self->proxy);

  return copy;
}

void
vdt_endpoint_free (VdtEndpoint *self)
{
  if (self == NULL)
    return;

  g_free (self->base_url);
  g_free (self->model);
  g_free (self->api_version);
  g_free (self->ca_file);
  g_free (self->proxy);
  g_free (self);
}

static GUri *
parse_base (const VdtEndpoint  *self,
            GError            **error)
{
  g_autoptr(GUri) uri = g_uri_parse (self->base_url, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (!g_str_equal (g_uri_get_scheme (uri), "http") && !g_str_equal (g_uri_get_scheme (uri), "https")))
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "The address of the model must look like https://host/v1 or http://127.0.0.1:8080/v1.");
      return NULL;
    }

  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "The address of the model must not hold a user, a password, a query or a fragment. "
                           "A key belongs in its own field, which the keyring keeps.");
      return NULL;
    }

  return g_steal_pointer (&uri);
}

static gboolean
is_loopback_host (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/**
 * vdt_endpoint_is_loopback:
 * @self: an endpoint
 *
 * Returns: whether what is sent there stays on this machine
 */
gboolean
vdt_endpoint_is_loopback (const VdtEndpoint *self)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  uri = parse_base (self, NULL);

  return uri != NULL && is_loopback_host (g_uri_get_host (uri));
}

/**
 * vdt_endpoint_dup_host:
 * @self: an endpoint
 *
 * Returns: (transfer full): host and port, as they are shown and logged; empty if the address is not one
 */
char *
vdt_endpoint_dup_host (const VdtEndpoint *self)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  uri = parse_base (self, NULL);
  if (uri == NULL)
    return g_strdup ("");
  if (g_uri_get_port (uri) > 0)
    return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));

  return g_strdup (g_uri_get_host (uri));
}

/**
 * vdt_endpoint_check:
 * @self: an endpoint
 * @error: return location for %VDT_ERROR_USAGE, whose message says what to change
 *
 * Returns: whether requests may go there: the address is one, and plain HTTP
 *   leaves the machine nowhere
 */
gboolean
vdt_endpoint_check (const VdtEndpoint  *self,
                    GError            **error)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  uri = parse_base (self, error);
  if (uri == NULL)
    return FALSE;

  if (g_str_equal (g_uri_get_scheme (uri), "http") && !is_loopback_host (g_uri_get_host (uri)))
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE,
                   "%s is another machine: use https://. Plain http:// is only for this machine.",
                   g_uri_get_host (uri));
      return FALSE;
    }

  if (*self->model == '\0')
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           self->kind == VDT_ENDPOINT_AZURE ? "Name the deployment of the model."
                                                            : "Name the model that shall answer.");
      return FALSE;
    }

  if (self->kind == VDT_ENDPOINT_AZURE && (self->api_version == NULL || *self->api_version == '\0'))
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "Azure OpenAI needs the version of its interface, such as 2024-10-21.");
      return FALSE;
    }

  return TRUE;
}

/**
 * vdt_endpoint_get_chat_uri:
 * @self: an endpoint
 * @error: return location for %VDT_ERROR_USAGE
 *
 * The address of chat completions. Azure's form: `openai/deployments/NAME/chat/completions?api-version=DATE`
 * (Azure OpenAI REST reference, chat completions).
 *
 * Returns: (transfer full): the address, or %NULL
 */
GUri *
vdt_endpoint_get_chat_uri (const VdtEndpoint  *self,
                           GError            **error)
{
  g_autoptr(GUri) base = NULL;
  g_autoptr(GString) path = NULL;
  g_autofree char *query = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!vdt_endpoint_check (self, error))
    return NULL;

  base = parse_base (self, error);
  path = g_string_new (g_uri_get_path (base));
  while (path->len > 0 && path->str[path->len - 1] == '/')
    g_string_truncate (path, path->len - 1);

  if (self->kind == VDT_ENDPOINT_AZURE)
    {
      g_autofree char *version = g_uri_escape_string (self->api_version, NULL, FALSE);

      g_string_append (path, "/openai/deployments/");
      g_string_append_uri_escaped (path, self->model, NULL, FALSE);
      query = g_strconcat ("api-version=", version, NULL);
    }
  g_string_append (path, "/chat/completions");

  return g_uri_build (G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY, g_uri_get_scheme (base), NULL,
                      g_uri_get_host (base), g_uri_get_port (base), path->str, query, NULL);
}
