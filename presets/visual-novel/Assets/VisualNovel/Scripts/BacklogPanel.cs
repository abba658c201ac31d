using System.Collections.Generic;
using UnityEngine;
using UnityEngine.UI;

namespace VisualNovel
{
    /// <summary>What was said before, the newest below.</summary>
    public sealed class BacklogPanel : MonoBehaviour
    {
        [SerializeField] private Text words;
        [SerializeField] private ScrollRect scroll;

        public void Open(List<string> lines)
        {
            gameObject.SetActive(true);
            words.text = string.Join("\n\n", lines.ToArray());
            LayoutRebuilder.ForceRebuildLayoutImmediate(scroll.content);
            scroll.verticalNormalizedPosition = 0f;
        }

        public void Close()
        {
            gameObject.SetActive(false);
        }
    }
}
