using System;
using System.Collections.Generic;
using UnityEngine;
using UnityEngine.UI;

namespace VisualNovel
{
    /// <summary>A button for each choice that is possible.</summary>
    public sealed class ChoiceMenu : MonoBehaviour
    {
        [SerializeField] private Button[] buttons = new Button[0];
        [SerializeField] private Text[] words = new Text[0];

        [SerializeField, Tooltip("How far to the side, in pixels of the canvas.")]
        private float shift = 96f;

        /// <summary>Tells the number of the choice, from 0.</summary>
        public event Action<int> Chosen;

        public bool IsOpen
        {
            get { return gameObject.activeSelf; }
        }

        /// <summary>Opens beside who is there: further right for a <paramref name="lean"/> of 1, left for -1.</summary>
        public void Open(List<string> texts, float lean)
        {
            if (texts.Count > buttons.Length)
            {
                throw new InvalidOperationException("There are " + texts.Count + " choices and " + buttons.Length + " buttons. Add buttons to the menu.");
            }

            gameObject.SetActive(true);
            RectTransform place = (RectTransform)transform;
            place.anchoredPosition = new Vector2(lean * shift, place.anchoredPosition.y);
            for (int i = 0; i < buttons.Length; i++)
            {
                buttons[i].gameObject.SetActive(i < texts.Count);
                words[i].text = i < texts.Count ? texts[i] : "";
            }
        }

        public void Close()
        {
            gameObject.SetActive(false);
        }

        private void Awake()
        {
            for (int i = 0; i < buttons.Length; i++)
            {
                int number = i;
                buttons[i].onClick.AddListener(() => Chosen?.Invoke(number));
            }
        }
    }
}
