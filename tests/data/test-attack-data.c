/* test-attack-data.c
 *
 * data/schema/attack.json: that it is whole, and that the loader reads it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib.h>

#include "vdt-attack.h"

static void
test_every_technique (void)
{
  gsize n = 0;
  const VdtTechnique *techniques = vdt_attack_get_techniques (&n);

  g_assert_cmpuint (n, >, 800);
  for (gsize i = 0; i < n; i++)
    {
      const VdtTechnique *technique = &techniques[i];

      g_assert_true (g_regex_match_simple ("^T\\d{4}(\\.\\d{3})?$", technique->id, 0, 0));
      g_assert_cmpuint (strlen (technique->name), >, 1);
      g_assert_true (i == 0 || strcmp (techniques[i - 1].id, technique->id) < 0);
      g_assert_true (vdt_attack_get_technique (technique->id) == technique);
      g_assert_true ((technique->parent_id != NULL) == (strchr (technique->id, '.') != NULL));
      if (technique->parent_id != NULL)
        g_assert_nonnull (vdt_attack_get_technique (technique->parent_id));

      for (gsize j = 0; technique->tactics[j] != NULL; j++)
        g_assert_nonnull (vdt_attack_get_tactic (technique->tactics[j]));
    }
}

static void
test_names (void)
{
  g_autofree char *sub = vdt_attack_dup_full_name ("T1059.001");
  g_autofree char *plain = vdt_attack_dup_full_name ("T1047");
  g_autofree char *none = vdt_attack_dup_full_name ("T9999");
  gsize n = 0;

  g_assert_cmpstr (sub, ==, "Command and Scripting Interpreter: PowerShell");
  g_assert_cmpstr (plain, ==, "Windows Management Instrumentation");
  g_assert_null (none);
  g_assert_null (vdt_attack_get_technique (""));

  vdt_attack_get_tactics (&n);
  g_assert_cmpuint (n, ==, 14);
  g_assert_cmpstr (vdt_attack_get_tactic ("execution")->id, ==, "TA0002");
  g_assert_null (vdt_attack_get_tactic ("gardening"));
}

static void
test_renamed (void)
{
  /* Version 19: T1562.004 became T1686, T1070.001 became T1685.005. */
  g_assert_true (vdt_attack_get_technique ("T1686") == vdt_attack_get_technique ("T1562.004"));
  g_assert_true (vdt_attack_get_technique ("T1685.005") == vdt_attack_get_technique ("T1070.001"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/attack/every-technique", test_every_technique);
  g_test_add_func ("/data/attack/names", test_names);
  g_test_add_func ("/data/attack/renamed", test_renamed);

  return g_test_run ();
}
