/* vdt-endpoint.h
 *
 * Where a connected model answers: address, form of the interface, limits.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VdtEndpointKind:
 * @VDT_ENDPOINT_OPENAI: the chat completions interface that most servers speak
 * @VDT_ENDPOINT_AZURE: the same with Azure OpenAI's addresses and key header
 */
typedef enum
{
  VDT_ENDPOINT_OPENAI,
  VDT_ENDPOINT_AZURE
} VdtEndpointKind;

/**
 * VdtEndpoint:
 * @kind: the form of its interface
 * @base_url: what all addresses start with, such as `http://127.0.0.1:8080/v1`
 * @model: the model's name; for Azure the deployment
 * @api_version: (nullable): Azure's date of the interface
 * @ca_file: (nullable): PEM file of the authorities to trust instead of the system's
 * @proxy: (nullable): address of a proxy instead of the system's
 * @idle_seconds: how long the server may be silent
 * @max_answer: bytes of text after which an answer is cut
 * @context_tokens: how much the model reads, for the budget of facts
 */
typedef struct
{
  VdtEndpointKind  kind;
  char            *base_url;
  char            *model;
  char            *api_version;
  char            *ca_file;
  char            *proxy;
  guint            idle_seconds;
  gsize            max_answer;
  guint            context_tokens;
} VdtEndpoint;

#define VDT_TYPE_ENDPOINT (vdt_endpoint_get_type ())

GType        vdt_endpoint_get_type     (void);
VdtEndpoint *vdt_endpoint_new          (VdtEndpointKind     kind,
                                        const char         *base_url,
                                        const char         *model);
VdtEndpoint *vdt_endpoint_copy         (const VdtEndpoint  *self);
void         vdt_endpoint_free         (VdtEndpoint        *self);

gboolean     vdt_endpoint_check        (const VdtEndpoint  *self,
                                        GError            **error);
gboolean     vdt_endpoint_is_loopback  (const VdtEndpoint  *self);
char        *vdt_endpoint_dup_host     (const VdtEndpoint  *self);
GUri        *vdt_endpoint_get_chat_uri (const VdtEndpoint  *self,
                                        GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtEndpoint, vdt_endpoint_free)

G_END_DECLS
