/* vdt-script-ps-scope.c
 *
 * PowerShell scopes: variables, and blocks and functions that run in a scope of their
 * own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include <string.h>


static guint
name_hash (gconstpointer key)
{
  guint hash = 5381;

  for (const char *c = key; *c != '\0'; c++)
    hash = hash * 33 + (guchar) g_ascii_tolower (*c);

  return hash;
}

static gboolean
name_equal (gconstpointer a,
            gconstpointer b)
{
  return g_ascii_strcasecmp (a, b) == 0;
}

static void
scope_free (gpointer data)
{
  PsScope *scope = data;

  g_hash_table_unref (scope->variables);
  g_free (scope);
}

void
ps_push_scope (PsSession *ps,
               gboolean   function)
{
  PsScope *scope = g_new0 (PsScope, 1);

  if (ps->scopes == NULL)
    ps->scopes = g_ptr_array_new_with_free_func (scope_free);

  scope->variables = g_hash_table_new_full (name_hash, name_equal, g_free, (GDestroyNotify) ps_unref);
  scope->function = function;
  g_ptr_array_add (ps->scopes, scope);
}

/* (transfer full): what was assigned in the scope that ends */
GHashTable *
ps_pop_scope (PsSession *ps)
{
  PsScope *scope = g_ptr_array_index (ps->scopes, ps->scopes->len - 1);
  GHashTable *variables = g_hash_table_ref (scope->variables);

  g_ptr_array_set_size (ps->scopes, (int) ps->scopes->len - 1);

  return variables;
}

PsValue *
ps_lookup (PsSession  *ps,
           const char *name)
{
  for (guint i = ps->scopes->len; i > 0; i--)
    {
      const PsScope *scope = g_ptr_array_index (ps->scopes, i - 1);
      PsValue *value = g_hash_table_lookup (scope->variables, name);

      if (value != NULL)
        return value;
    }

  return NULL;
}

gboolean
ps_is_defined (PsSession  *ps,
               const char *name)
{
  g_autoptr(PsValue) automatic = NULL;

  if (ps_lookup (ps, name) != NULL || strchr (name, ':') != NULL)
    return TRUE;

  automatic = ps_automatic_variable (ps, name);

  return automatic != NULL;
}

PsValue *
ps_get_variable (PsSession  *ps,
                 const char *name)
{
  PsValue *value;

  if (g_ascii_strncasecmp (name, "env:", 4) == 0)
    {
      const char *text = vdt_script_context_getenv (ps->context, name + 4);

      if (text == NULL)
        return PS_UNKNOWN;

      value = ps_new_string (text, -1);

      /* What the script itself has set is known, what the machine sets is not. */
      if (ps_lookup (ps, name) == NULL)
        value->display = g_strdup_printf ("${%s}", name);

      return value;
    }

  value = ps_lookup (ps, name);

  if (value != NULL)
    return ps_ref (value);

  value = ps_automatic_variable (ps, name);

  return value != NULL ? value : PS_UNKNOWN;
}

/* Takes @value. */
void
ps_set_variable (PsSession  *ps,
                 const char *name,
                 PsValue    *value)
{
  PsScope *scope = g_ptr_array_index (ps->scopes, ps->scopes->len - 1);

  if (g_ascii_strncasecmp (name, "env:", 4) == 0)
    {
      g_autofree char *text = ps_is_known (value) ? ps_to_string (value) : NULL;

      if (text != NULL)
        vdt_script_context_setenv (ps->context, name + 4, text);
    }

  g_hash_table_replace (scope->variables, g_strdup (name), value);
}

/* What the scope that ends has assigned, back into the one around it: certain only where nothing was before. */
void
ps_merge_scope (PsSession  *ps,
                GHashTable *assigned)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, assigned);

  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      PsValue *before = ps_lookup (ps, name);

      if (before == NULL)
        ps_set_variable (ps, name, ps_ref (value));
      else if (before != value)
        ps_set_variable (ps, name, PS_UNKNOWN);
    }
}

/* $global:name = … inside a function. Takes @value. */
void
ps_set_global (PsSession  *ps,
               const char *name,
               PsValue    *value)
{
  PsScope *scope = g_ptr_array_index (ps->scopes, 0);

  g_hash_table_replace (scope->variables, g_strdup (name), value);
}
