using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using UnityEditor;
using UnityEngine;

namespace Spark.Presets
{
    /// <summary>
    /// Merges the settings files of presets whenever one comes, changes or goes. The ledger is
    /// written before and after, so that a crash between leaves nothing unknown.
    /// </summary>
    public sealed class PresetSettingsSync : AssetPostprocessor
    {
        private const string Suffix = ".projectsettings.json";
        private const string LedgerPath = "ProjectSettings/SparkPresets.json";

        [InitializeOnLoadMethod]
        private static void OnLoad()
        {
            EditorApplication.delayCall += Sync;
        }

        private static void OnPostprocessAllAssets(
            string[] imported, string[] deleted, string[] moved, string[] movedFrom)
        {
            if (imported.Concat(deleted).Concat(moved).Concat(movedFrom).Any(IsSettingsFile))
            {
                Sync();
            }
        }

        private static void Sync()
        {
            try
            {
                var ledger = ReadLedger();
                var wanted = Directory.GetFiles("Assets", "*" + Suffix, SearchOption.AllDirectories)
                    .Where(IsSettingsFile)
                    .Select(Read)
                    .ToList();
                if (!IsMerged(wanted, ledger))
                {
                    Merge(wanted, ledger);
                }
            }
            catch (Exception error) when (error is ArgumentException || error is IOException)
            {
                Debug.LogError("SPARK: " + error.Message + " The project settings stay as they are.");
            }
        }

        private static void Merge(List<WantedFile> wanted, SettingsLedger ledger)
        {
            var settings = new UnitySettings();
            var merged = SettingsMerge.Run(settings, wanted, ledger, Tell);
            Write(ledger.WithAllOf(merged));
            settings.Save();
            Write(merged);
        }

        private static bool IsMerged(List<WantedFile> wanted, SettingsLedger ledger)
        {
            var known = ledger.files.Select(file => file.path + " " + file.sha256);
            return new HashSet<string>(known).SetEquals(wanted.Select(file => file.path + " " + file.sha256));
        }

        private static WantedFile Read(string path)
        {
            var content = File.ReadAllBytes(path);
            using (var sha256 = SHA256.Create())
            {
                return new WantedFile
                {
                    path = path.Replace('\\', '/'),
                    sha256 = BitConverter.ToString(sha256.ComputeHash(content)).Replace("-", "").ToLowerInvariant(),
                    wishes = Parse<PresetWishes>(path, System.Text.Encoding.UTF8.GetString(content)),
                };
            }
        }

        private static SettingsLedger ReadLedger()
        {
            return File.Exists(LedgerPath)
                ? Parse<SettingsLedger>(LedgerPath, File.ReadAllText(LedgerPath))
                : new SettingsLedger();
        }

        private static void Write(SettingsLedger ledger)
        {
            if (ledger.files.Length > 0)
            {
                File.WriteAllText(LedgerPath, JsonUtility.ToJson(ledger, true) + "\n");
            }
            else
            {
                File.Delete(LedgerPath);
            }
        }

        private static T Parse<T>(string path, string json)
        {
            try
            {
                return JsonUtility.FromJson<T>(json);
            }
            catch (ArgumentException error)
            {
                throw new ArgumentException(path + " is no JSON: " + error.Message, error);
            }
        }

        private static bool IsSettingsFile(string path)
        {
            return path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);
        }

        private static void Tell(string words)
        {
            Debug.LogWarning("SPARK: " + words);
        }
    }
}
