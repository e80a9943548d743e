/* vdt-session-model.h
 *
 * A connected model: where it is, what would be sent, and sending it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-proposal.h"
#include "vdt-session.h"

G_BEGIN_DECLS

/**
 * VdtModelMask:
 *
 * Kinds of names that are replaced before anything is sent.
 */
typedef enum
{
  VDT_MODEL_MASK_USERS     = 1 << 0,
  VDT_MODEL_MASK_DEVICES   = 1 << 1,
  VDT_MODEL_MASK_ADDRESSES = 1 << 2,
  VDT_MODEL_MASK_MAIL      = 1 << 3,
  VDT_MODEL_MASK_TENANT    = 1 << 4,
  VDT_MODEL_MASK_ALL       = (1 << 5) - 1
} VdtModelMask;

/**
 * VdtModelSettings:
 * @enabled: whether the model is used at all
 * @azure: Azure OpenAI's form of addresses and key
 * @url: what all addresses start with
 * @model: its name; for Azure the deployment
 * @api_version: (nullable): Azure's date of the interface
 * @ca_file: (nullable): PEM file of authorities to trust
 * @proxy: (nullable): address of a proxy
 * @context_tokens: how much the model reads
 * @mask: what is masked
 * @drop_failed: whether a sentence that no fact bears is left out, not marked
 *
 * What is known of the connected model. Its key is in the keyring alone.
 */
typedef struct
{
  gboolean      enabled;
  gboolean      azure;
  char         *url;
  char         *model;
  char         *api_version;
  char         *ca_file;
  char         *proxy;
  guint         context_tokens;
  VdtModelMask  mask;
  gboolean      drop_failed;
} VdtModelSettings;

/**
 * VdtOutgoing:
 * @host: where it would go
 * @model: which model
 * @template_id: which prompt, with its version
 * @bytes: exactly what would be sent
 * @names: (element-type utf8): "pseudonym\tname" of all that is masked
 * @n_facts: facts in it
 * @n_left_out: facts for which there was no room
 *
 * A request that is ready and not sent.
 */
typedef struct _VdtOutgoingPrivate VdtOutgoingPrivate;
typedef struct
{
  char               *host;
  char               *model;
  char               *template_id;
  GBytes             *bytes;
  GPtrArray          *names;
  guint               n_facts;
  guint               n_left_out;
  VdtOutgoingPrivate *priv;
} VdtOutgoing;

VdtModelSettings *vdt_model_settings_new       (void);
void              vdt_model_settings_free      (VdtModelSettings       *self);
void              vdt_outgoing_free            (VdtOutgoing            *self);

VdtModelSettings *vdt_session_dup_model        (VdtSession             *self);
gboolean          vdt_session_set_model        (VdtSession             *self,
                                                const VdtModelSettings *settings,
                                                GError                **error);
void              vdt_session_save_key_async   (VdtSession             *self,
                                                const char             *key,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
gboolean          vdt_session_save_key_finish  (VdtSession             *self,
                                                GAsyncResult           *result,
                                                GError                **error);
void              vdt_session_test_model_async (VdtSession             *self,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
char             *vdt_session_test_model_finish (VdtSession            *self,
                                                 GAsyncResult          *result,
                                                 GError               **error);
void              vdt_session_prepare_async    (VdtSession             *self,
                                                VdtIncident            *incident,
                                                const char             *template_id,
                                                const char             *request,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
VdtOutgoing      *vdt_session_prepare_finish   (VdtSession             *self,
                                                GAsyncResult           *result,
                                                GError                **error);
void              vdt_session_send_async       (VdtSession             *self,
                                                VdtIncident            *incident,
                                                VdtOutgoing            *outgoing,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
VdtProposal      *vdt_session_send_finish      (VdtSession             *self,
                                                GAsyncResult           *result,
                                                GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtModelSettings, vdt_model_settings_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtOutgoing, vdt_outgoing_free)

G_END_DECLS
