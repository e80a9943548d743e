/* vdt-summary-indicators.c
 *
 * What can be searched for elsewhere: files by hash, addresses, URLs, domains,
 * senders.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#include <gio/gio.h>
#include <string.h>

#define MOST_FILES 6
#define MOST_LISTED 8
#define LONGEST_URL 200

static const char *
asset_field (const VdtSummaryAsset *asset,
             const char *const     *paths)
{
  VdtFields *fields = vdt_asset_get_fields (asset->asset);

  for (guint i = 0; fields != NULL && paths[i] != NULL; i++)
    {
      const char *text = vdt_fields_get (fields, paths[i]);

      if (text != NULL && *text != '\0')
        return text;
    }

  return NULL;
}

static const char *
file_hash (const VdtSummaryAsset  *file,
           const char            **out_algorithm)
{
  static const struct
  {
    const char *name;
    const char *paths[4];
  } algorithms[] = {
    { "SHA-256", { "fileDetails.sha256", "imageFile.sha256", "sha256", NULL } },
    { "SHA-1", { "fileDetails.sha1", "imageFile.sha1", "sha1", NULL } },
    { "MD5", { "fileDetails.md5", "imageFile.md5", "md5", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      const char *hash = asset_field (file, algorithms[i].paths);

      if (hash != NULL)
        {
          *out_algorithm = algorithms[i].name;
          return hash;
        }
    }

  *out_algorithm = NULL;

  return NULL;
}

static gboolean
is_marked (const VdtSummaryAsset *asset)
{
  const char *verdict = vdt_asset_get_verdict (asset->asset);

  return g_strcmp0 (verdict, "malicious") == 0 || g_strcmp0 (verdict, "suspicious") == 0;
}

/**
 * vdt_summary_is_indicator:
 * @self: a run
 * @file: an asset of the kind "file"
 *
 * Returns: %TRUE for a file that an alert names as such, that has a hash and did
 *   not come with the system, and for any that is marked as malicious
 */
gboolean
vdt_summary_is_indicator (VdtSummaryRun         *self,
                          const VdtSummaryAsset *file)
{
  static const char *const folders[] = { "fileDetails.filePath", "imageFile.filePath", "filePath", NULL };
  static const char *const publishers[] = {
    "fileDetails.filePublisher", "imageFile.filePublisher", "filePublisher", NULL
  };
  const char *const *kinds = vdt_asset_get_evidence_kinds (file->asset);
  gboolean named = kinds != NULL && (g_strv_contains (kinds, "fileEvidence")
                                     || g_strv_contains (kinds, "fileHashEvidence"));
  const char *algorithm = NULL;

  if (g_strcmp0 (vdt_asset_get_verdict (file->asset), "malicious") == 0)
    return TRUE;
  if (g_strcmp0 (vdt_asset_get_verdict (file->asset), "noThreatsFound") == 0)
    return FALSE;

  return (named || is_marked (file))
         && file_hash (file, &algorithm) != NULL
         && !vdt_signs_is_system_file (self->summarizer->signs, asset_field (file, folders),
                                       asset_field (file, publishers));
}

static GPtrArray *
devices_of (VdtSummaryRun         *self,
            const VdtSummaryAsset *asset)
{
  g_autoptr(GPtrArray) alerts = g_ptr_array_new ();
  const char *const *ids = vdt_asset_get_alert_ids (asset->asset);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autofree char *fact = g_strconcat ("A:", ids[i], NULL);
      VdtSummaryAlert *alert = g_hash_table_lookup (self->alerts_by_fact, fact);

      if (alert != NULL)
        g_ptr_array_add (alerts, alert);
    }

  return vdt_summary_assets_in (self, alerts, "device");
}

static void
tell_file (VdtSummaryRun         *self,
           const VdtSummaryAsset *file)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autoptr(GPtrArray) devices = devices_of (self, file);
  const char *algorithm = NULL;
  const char *hash = file_hash (file, &algorithm);

  vdt_phrase_args_set (args, "name", vdt_summary_asset (self, file));
  vdt_phrase_args_set (args, "devices", vdt_summary_names_or_count (self, devices, 2, "device"));
  vdt_phrase_args_set_text (args, "algorithm", algorithm);
  if (hash != NULL)
    {
      g_autoptr(VdtPhrase) quote = vdt_phrase_new ();
      g_autofree char *safe = g_utf8_make_valid (hash, (gssize) strnlen (hash, 64));

      vdt_phrase_append_mark (quote, VDT_PHRASE_QUOTE, safe, vdt_asset_get_key (file->asset), FALSE);
      vdt_phrase_args_set (args, "hash", vdt_phrase_ref (quote));
    }
  if (is_marked (file))
    vdt_phrase_args_set (args, "verdict",
                         vdt_summary_term (self, "verdict", vdt_asset_get_verdict (file->asset)));
  vdt_summary_say_frame (self, "indicators", "indicators.file", args, NULL);
}

static void
tell_files (VdtSummaryRun *self)
{
  g_autoptr(GPtrArray) files = vdt_summary_assets_of (self, "file", TRUE);
  g_autoptr(GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr(VdtPhraseArgs) args = NULL;
  guint n_marked = 0;
  VdtPhrase *rest;

  /* What is marked comes first. */
  for (guint i = 0; i < files->len; i++)
    {
      VdtSummaryAsset *file = g_ptr_array_index (files, i);

      if (!vdt_summary_is_indicator (self, file))
        continue;
      if (is_marked (file))
        g_ptr_array_insert (chosen, (int) n_marked++, file);
      else
        g_ptr_array_add (chosen, file);
    }

  for (guint i = 0; i < chosen->len && i < MOST_FILES; i++)
    tell_file (self, g_ptr_array_index (chosen, i));

  if (chosen->len <= MOST_FILES)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set_count (args, "n", chosen->len - MOST_FILES);
  rest = vdt_summary_frame (self, "indicators.more-files", args);
  for (guint i = MOST_FILES; i < chosen->len; i++)
    {
      const VdtSummaryAsset *file = g_ptr_array_index (chosen, i);

      vdt_phrase_cite (rest, vdt_evidence_get_id (g_ptr_array_index (file->evidence, 0)));
    }
  vdt_summary_say (self, "indicators", rest);
}

/**
 * vdt_summary_is_outside:
 * @text: (nullable): an IP address
 *
 * Returns: %TRUE for one that means the same everywhere, and not only in this
 *   network
 */
gboolean
vdt_summary_is_outside (const char *text)
{
  g_autoptr(GInetAddress) address = text == NULL ? NULL : g_inet_address_new_from_string (text);
  const guint8 *bytes;

  if (address == NULL || g_inet_address_get_is_any (address) || g_inet_address_get_is_loopback (address)
      || g_inet_address_get_is_link_local (address) || g_inet_address_get_is_site_local (address)
      || g_inet_address_get_is_multicast (address))
    return FALSE;

  /* GLib knows neither the shared space of RFC 6598 nor the unique local one of RFC 4193. */
  bytes = g_inet_address_to_bytes (address);
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return !(bytes[0] == 100 && (bytes[1] & 0xC0) == 64);

  return (bytes[0] & 0xFE) != 0xFC;
}

static void
say_list (VdtSummaryRun *self,
          GPtrArray     *items,
          const char    *noun,
          const char    *frame)
{
  g_autoptr(VdtPhraseArgs) args = NULL;

  if (items->len == 0)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "list", vdt_phrase_book_join (self->book, items, MOST_LISTED, noun));
  vdt_phrase_args_set_count (args, "n", items->len);
  vdt_summary_say_frame (self, "indicators", frame, args, NULL);
}

static void
tell_addresses (VdtSummaryRun *self)
{
  static const char *const country_paths[] = { "location.countryName", "countryLetterCode", NULL };
  g_autoptr(GPtrArray) addresses = vdt_summary_assets_of (self, "ip", TRUE);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);

  for (guint i = 0; i < addresses->len; i++)
    {
      const VdtSummaryAsset *address = g_ptr_array_index (addresses, i);
      const char *country = asset_field (address, country_paths);
      g_autoptr(VdtPhraseArgs) args = NULL;

      if (!vdt_summary_is_outside (vdt_asset_get_name (address->asset)))
        continue;

      args = vdt_phrase_args_new ();
      vdt_phrase_args_set (args, "ip", vdt_summary_asset (self, address));
      if (country != NULL && !g_str_equal (country, "XX"))
        vdt_phrase_args_set (args, "country", vdt_summary_plain (self, country));
      if (is_marked (address))
        vdt_phrase_args_set (args, "verdict",
                             vdt_summary_term (self, "verdict", vdt_asset_get_verdict (address->asset)));
      g_ptr_array_add (items, vdt_phrase_book_render (self->book, "indicators.address", 0, args));
    }

  say_list (self, items, "ip", "indicators.addresses");
}

/* Of URLs, those that are no more than a host's name are told apart. */
static void
tell_quoted (VdtSummaryRun *self,
             const char    *kind,
             gboolean       hosts,
             const char    *frame)
{
  g_autoptr(GPtrArray) assets = vdt_summary_assets_of (self, kind, TRUE);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);

  for (guint i = 0; i < assets->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (assets, i);
      const char *name = vdt_asset_get_name (asset->asset);
      VdtPhrase *item;

      if (name == NULL || (g_str_equal (kind, "url") && hosts == (strchr (name, '/') != NULL)))
        continue;

      item = vdt_phrase_book_quote (self->book, name, LONGEST_URL, vdt_asset_get_key (asset->asset));
      vdt_phrase_cite (item, vdt_evidence_get_id (g_ptr_array_index (asset->evidence, 0)));
      g_ptr_array_add (items, item);
    }

  say_list (self, items, hosts ? "host" : kind, frame);
}

/* One item for each different text of a field, whatever evidence it stands in. */
static void
tell_field (VdtSummaryRun     *self,
            const char        *kind,
            const char *const *paths,
            const char        *noun,
            const char        *frame)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);

  for (guint i = 0; i < self->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (self->evidence_list, i);
      const char *text = NULL;
      VdtPhrase *quote;

      if (!g_str_equal (vdt_evidence_get_kind (item->evidence), kind))
        continue;
      for (guint j = 0; text == NULL && paths[j] != NULL; j++)
        text = vdt_summary_field (item->evidence, paths[j]);
      if (text == NULL || strnlen (text, 4096) == 4096 || !g_hash_table_add (seen, (gpointer) text))
        continue;

      quote = vdt_phrase_book_quote (self->book, text, 120, vdt_evidence_get_id (item->evidence));
      vdt_phrase_cite (quote, vdt_evidence_get_id (item->evidence));
      g_ptr_array_add (items, quote);
    }

  say_list (self, items, noun, frame);
}

static void
tell_urls (VdtSummaryRun *self)
{
  tell_quoted (self, "url", FALSE, "indicators.urls");
  tell_quoted (self, "url", TRUE, "indicators.hosts");
  tell_quoted (self, "domain", FALSE, "indicators.domains");
}

static void
tell_mails (VdtSummaryRun *self)
{
  static const char *const senders[] = { "p2Sender.emailAddress", "p1Sender.emailAddress", NULL };
  static const char *const subjects[] = { "subject", NULL };

  tell_field (self, "analyzedMessageEvidence", senders, "sender", "indicators.senders");
  tell_field (self, "analyzedMessageEvidence", subjects, "text", "indicators.subjects");
}

/**
 * vdt_summary_indicators:
 * @self: a run
 * @part: from 0
 *
 * Lists what is worth searching for elsewhere.
 *
 * Returns: %FALSE if there is no such part
 */
gboolean
vdt_summary_indicators (VdtSummaryRun *self,
                        guint          part)
{
  static void (*const parts[]) (VdtSummaryRun *) = { tell_files, tell_addresses, tell_urls, tell_mails };

  if (part >= G_N_ELEMENTS (parts))
    return FALSE;

  parts[part] (self);

  return TRUE;
}
