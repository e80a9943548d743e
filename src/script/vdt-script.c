/* vdt-script.c
 *
 * The analyser's front: which language, the whole run, and the result's small
 * questions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

#include "vdt-script-core.h"
#include "vdt-script-find.h"

#include <string.h>

#define DETECT_LENGTH ((gsize) 64 * 1024)

/* Each language brings one module; what has none is searched for launchers only. */
static const VdtScriptModule *const modules[] = {
  &vdt_script_powershell,
  &vdt_script_vbscript,
  &vdt_script_jscript,
  &vdt_script_cmd,
  &vdt_script_shell,
};

static const struct
{
  const char    *id;
  VdtScriptLang  lang;
} lang_ids[] = {
  /* The first of a language is the one that is written. */
  { "powershell", VDT_SCRIPT_LANG_POWERSHELL },
  { "ps1",        VDT_SCRIPT_LANG_POWERSHELL },
  { "pwsh",       VDT_SCRIPT_LANG_POWERSHELL },
  { "batch",      VDT_SCRIPT_LANG_CMD },
  { "cmd",        VDT_SCRIPT_LANG_CMD },
  { "bat",        VDT_SCRIPT_LANG_CMD },
  { "bash",       VDT_SCRIPT_LANG_SHELL },
  { "sh",         VDT_SCRIPT_LANG_SHELL },
  { "shell",      VDT_SCRIPT_LANG_SHELL },
  { "vbscript",   VDT_SCRIPT_LANG_VBSCRIPT },
  { "vbs",        VDT_SCRIPT_LANG_VBSCRIPT },
  { "jscript",    VDT_SCRIPT_LANG_JSCRIPT },
  { "js",         VDT_SCRIPT_LANG_JSCRIPT },
  { "javascript", VDT_SCRIPT_LANG_JSCRIPT },
};

const VdtScriptModule *
vdt_script_module_get (VdtScriptLang lang)
{
  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    if (modules[i]->lang == lang)
      return modules[i];

  return NULL;
}

/**
 * vdt_script_lang_from_id:
 * @id: (nullable): "powershell", "batch", "bash", …
 *
 * Returns: the language, %VDT_SCRIPT_LANG_UNKNOWN for a name that is none
 */
VdtScriptLang
vdt_script_lang_from_id (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (lang_ids); i++)
    if (g_ascii_strcasecmp (lang_ids[i].id, id) == 0)
      return lang_ids[i].lang;

  return VDT_SCRIPT_LANG_UNKNOWN;
}

const char *
vdt_script_lang_get_id (VdtScriptLang lang)
{
  for (guint i = 0; i < G_N_ELEMENTS (lang_ids); i++)
    if (lang_ids[i].lang == lang)
      return lang_ids[i].id;

  return "unknown";
}

const char *
vdt_script_verdict_get_id (VdtScriptVerdict verdict)
{
  static const char *const ids[] = { "unknown", "benign", "suspicious", "malicious" };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (ids), NULL);

  return ids[verdict];
}

const char *
vdt_script_severity_get_id (VdtScriptSeverity severity)
{
  static const char *const ids[] = { "informational", "low", "medium", "high" };

  g_return_val_if_fail (severity < G_N_ELEMENTS (ids), NULL);

  return ids[severity];
}

/**
 * vdt_script_detect:
 * @text: a script or a command line, UTF-8
 * @length: its length in bytes
 *
 * Returns: the language that @text most looks like, or %VDT_SCRIPT_LANG_UNKNOWN
 */
VdtScriptLang
vdt_script_detect (const char *text,
                   gsize       length)
{
  VdtScriptLang best = VDT_SCRIPT_LANG_UNKNOWN;
  g_autofree char *beginning = NULL;
  guint best_score = 0;

  g_return_val_if_fail (text != NULL, VDT_SCRIPT_LANG_UNKNOWN);

  beginning = g_strndup (text, MIN (length, DETECT_LENGTH));
  best = vdt_script_detect_line (beginning);

  if (best != VDT_SCRIPT_LANG_UNKNOWN)
    return best;

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    {
      guint score = modules[i]->detect (text, MIN (length, DETECT_LENGTH));

      if (score > best_score)
        {
          best = modules[i]->lang;
          best_score = score;
        }
    }

  return best;
}

/**
 * vdt_script_limits_init:
 * @limits: (out): filled with what an interactive analysis allows
 */
void
vdt_script_limits_init (VdtScriptLimits *limits)
{
  g_return_if_fail (limits != NULL);

  limits->time = 5 * G_TIME_SPAN_SECOND;
  limits->steps = 2000000;
  limits->depth = 24;
  limits->layers = 1000;
  limits->nested = 512 * 1024;
  limits->output = (gsize) 10 * 1024 * 1024;
  limits->input = (gsize) 2 * 1024 * 1024;
}

static void
note_limits (VdtScriptContext *context)
{
  static const struct
  {
    VdtScriptReached  reached;
    const char       *sentence;
  } sentences[] = {
    { VDT_SCRIPT_REACHED_TIME, "The time limit was reached; what comes after it in the script was not evaluated." },
    { VDT_SCRIPT_REACHED_STEPS, "The limit on evaluation steps was reached; what comes after it in the script was not evaluated." },
    { VDT_SCRIPT_REACHED_DEPTH, "Layers are nested deeper than the limit; the innermost one is shown but not evaluated." },
    { VDT_SCRIPT_REACHED_LAYERS, "The limit on nested scripts was reached; further ones are shown but not evaluated." },
    { VDT_SCRIPT_REACHED_OUTPUT, "The limit on decoded text was reached; what comes after it in the script was not evaluated." },
    { VDT_SCRIPT_REACHED_INPUT, "The script is larger than the limit; only its beginning was read." },
    { VDT_SCRIPT_REACHED_CANCELLED, "The analysis was stopped before its end." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (context->result->reached & sentences[i].reached)
      vdt_script_context_note (context, sentences[i].sentence);
}

/**
 * vdt_script_analyse:
 * @text: the script or command line; any bytes
 * @length: its length in bytes, -1 if terminated
 * @hint: what language it is, or %VDT_SCRIPT_LANG_UNKNOWN to find out
 * @limits: (nullable): what the analysis may use up
 * @cancellable: (nullable): stops the analysis; what is known by then is returned
 *
 * Analyses a script without running anything. Never fails: what cannot be
 * understood stays as it is, and limits that were reached are in the notes.
 * Blocks for as long as @limits allow; call it from a worker thread.
 *
 * Returns: (transfer full): the result
 */
VdtScriptResult *
vdt_script_analyse (const char            *text,
                    gssize                 length,
                    VdtScriptLang          hint,
                    const VdtScriptLimits *limits,
                    GCancellable          *cancellable)
{
  VdtScriptContext *context;
  VdtScriptLimits standard;
  VdtScriptResult *result;
  gsize n_bytes;

  g_return_val_if_fail (text != NULL, NULL);

  if (limits == NULL)
    {
      vdt_script_limits_init (&standard);
      limits = &standard;
    }

  n_bytes = length < 0 ? strlen (text) : (gsize) length;
  context = vdt_script_context_new (limits, cancellable);

  if (n_bytes > limits->input)
    {
      n_bytes = limits->input;
      vdt_script_context_reach (context, VDT_SCRIPT_REACHED_INPUT);
    }

  context->limits.nested = MAX (limits->nested, 2 * n_bytes);
  vdt_script_context_run_root (context, hint, text, n_bytes);
  note_limits (context);
  result = vdt_script_context_finish (context);
  vdt_script_find (result);
  vdt_script_explain (result);
  vdt_script_indicators (result);

  return result;
}
